import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, CallKind, Reply } from './call.ts';
import type { FaultBook } from './fault-book.ts';
import type { Control, FaultAction, WireAction } from './fault-script.ts';
import type { CallRecord, Ledger } from './ledger.ts';
import { send } from './send.ts';
import { replaceBody } from './strange-bodies.ts';
import type { World } from './world.ts';

export interface Serving {
  world: World;
  ledger: Ledger;
  /** The vendor's time of day, which every answer bears. */
  now(): number;
  faults: FaultBook;
  /** How long every answer takes, so that requests can overlap. */
  latencyMs: number;
  control(action: Control): boolean;
  /** Cuts the client's connection with a TCP reset. */
  reset(call: Call): void;
}

const CONTROLS = ['setJob', 'expireTokens', 'rateLimit', 'setPassword', 'skewClock'] as const;
type Moment = 'before' | 'after';

class Script {
  private readonly actions: FaultAction[];

  constructor(actions: FaultAction[]) {
    this.actions = actions;
  }

  find<Do extends FaultAction['do']>(name: Do, moment?: Moment): WireAction<Do> | undefined {
    return this.actions.find(
      (action): action is WireAction<Do> =>
        action.do === name && (moment === undefined || ('when' in action && action.when === moment)),
    );
  }

  controls(moment: Moment): Control[] {
    return this.actions.filter(
      (action): action is Control =>
        CONTROLS.some((name) => name === action.do) && 'when' in action && action.when === moment,
    );
  }
}

function runControls(script: Script, moment: Moment, call: Call, serving: Serving): void {
  for (const action of script.controls(moment)) {
    if (action.do !== 'setJob' || action.job !== undefined) serving.control(action);
    else for (const job of call.ids) serving.control({ ...action, job });
  }
}

function scriptedReply({ status, headers, body, contentType }: WireAction<'status'>): Reply {
  return {
    status,
    contentType: contentType ?? 'text/html;charset=UTF-8',
    body: body ?? `<html><body><h1>HTTP Status ${status}</h1></body></html>`,
    ...(headers === undefined ? {} : { headers }),
  };
}

function carryOut(call: Call, kind: CallKind, script: Script, { world }: Serving): Reply {
  const refused = world.guard(call);
  if (refused !== undefined) return refused;
  call.acceptNothing = script.find('acceptNothing') !== undefined;
  const reply = world.carryOut(call);
  if (kind === 'start' && reply.status < 300 && script.find('twice') !== undefined) {
    call.isRepeated = true;
    world.carryOut(call);
  }
  return reply;
}

/** True when the fault has dealt with the connection and there is nothing left to do. */
function cutsOff(script: Script, moment: Moment, call: Call, serving: Serving): boolean {
  const resets = script.find('reset', moment) !== undefined;
  if (resets) serving.reset(call);
  return resets || script.find('hang', moment) !== undefined;
}

async function replyTo(call: Call, kind: CallKind, script: Script, serving: Serving): Promise<Reply | undefined> {
  const early = script.find('delay', 'before');
  if (early !== undefined) await sleep(early.ms, undefined, { ref: false });
  if (cutsOff(script, 'before', call, serving)) return undefined;
  runControls(script, 'before', call, serving);
  const instead = script.find('status', 'before');
  let reply = instead === undefined ? carryOut(call, kind, script, serving) : scriptedReply(instead);
  runControls(script, 'after', call, serving);
  const afterwards = script.find('status', 'after');
  if (afterwards !== undefined) reply = scriptedReply(afterwards);
  const late = (script.find('delay', 'after')?.ms ?? 0) + serving.latencyMs;
  if (late > 0) await sleep(late, undefined, { ref: false });
  if (cutsOff(script, 'after', call, serving)) return undefined;
  const replacement = script.find('replaceBody');
  return replacement === undefined ? reply : replaceBody(replacement, reply);
}

function note(record: CallRecord, call: Call): void {
  if (call.user !== undefined) record.user = call.user;
  if (call.ids.length > 0) record.ids = [...new Set(call.ids)];
}

function end(call: Call): void {
  for (const act of call.ends.splice(0)) act();
}

/** Answers one call of the vendor's API: through the fault script, the vendor's guard and its state machine. */
export async function serve(call: Call, response: ServerResponse, serving: Serving): Promise<void> {
  const kind = serving.world.kindOf(call);
  const record = serving.ledger.open(call, kind);
  const { ids, actions } = serving.faults.take(call, kind);
  if (ids.length > 0) record.faults = ids;
  const script = new Script(actions);
  response.once('close', () => end(call));
  const reply = await replyTo(call, kind, script, serving);
  // Whoever carries a request out after its client has gone must give back what it holds all the same.
  if (response.closed) end(call);
  note(record, call);
  if (reply === undefined) return;
  record.status = reply.status;
  if (reply.isOverLimit) record.refused = true;
  const headers = { date: new Date(serving.now()).toUTCString(), ...reply.headers };
  await send(response, { ...reply, headers }, { cut: script.find('cutBody'), slow: script.find('slowBody') });
}
