import type { Call, Reply } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Ledger } from '../core/ledger.ts';
import { jsonReply } from '../core/send.ts';
import { type Definition, isGuid, isOver, lastRun } from './definition.ts';
import { type Definitions, findDefinition, findRun } from './definitions.ts';
import { notGuid, problem, unknownId } from './replies.ts';
import type { Runs } from './runs.ts';
import { jobView, messagesView, runView } from './views.ts';

/** What the routes work on. */
export interface Suite {
  definitions: Definitions;
  runs: Runs;
  clock: Clock;
  ledger: Ledger;
  wrapped: boolean;
  parallelRuns: boolean;
}

/** In lower case, because the vendor does not mind; undefined where the body has none. */
export function operationOf(call: Call): string | undefined {
  try {
    const body: unknown = JSON.parse(call.body);
    if (typeof body !== 'object' || body === null || !('Operation' in body)) return undefined;
    return typeof body.Operation === 'string' ? body.Operation.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}

function execute(call: Call, id: string, { definitions, runs, clock, wrapped, parallelRuns }: Suite): Reply {
  const definition = findDefinition(definitions.visible(), id);
  if (definition === undefined) return unknownId('job', id);
  const latest = lastRun(definition);
  if (latest !== undefined && !isOver(latest) && !parallelRuns && !call.isRepeated) {
    return problem(400, 'The job is already running.');
  }
  const run = runs.execute(definition, call.user ?? '', call);
  call.ids.push(run.id);
  const view = runView(definition, run, clock);
  return jsonReply(200, wrapped ? { JobStatusInfo: view } : view);
}

function abort(call: Call, id: string, { definitions, runs, clock, ledger }: Suite): Reply {
  call.ids.push(id);
  const found = findRun(definitions.visible(), id);
  const answer = (reply: Reply): Reply => {
    ledger.cancelRequest(call, id, reply.status < 300 ? 'accepted' : 'refused');
    return reply;
  };
  if (found === undefined || found.run.hiddenUntil > clock.now()) return answer(unknownId('job run', id));
  const { definition, run } = found;
  if (isOver(run)) return answer(problem(400, 'The job run is not running.'));
  if (definition.behaviour.refusesAbort) return answer(problem(400, 'The job run cannot be aborted.'));
  if (!call.acceptNothing) runs.abort(definition, run, { user: call.user ?? '', call: call.n });
  return answer({ status: 204 });
}

/** POST jobs/{id}: a job's id to execute it, a run's id to abort it. */
export function answerOperation(call: Call, id: string, suite: Suite): Reply {
  if (!isGuid(id)) return notGuid(id);
  switch (operationOf(call)) {
    case 'execute':
      return execute(call, id, suite);
    case 'abort':
      return abort(call, id, suite);
    default:
      return problem(400, 'Operation is execute or abort.');
  }
}

export function answerJob(call: Call, id: string, { definitions }: Suite): Reply {
  if (!isGuid(id)) return notGuid(id);
  call.ids.push(id);
  const definition = findDefinition(definitions.visible(), id);
  return definition === undefined ? unknownId('job', id) : jsonReply(200, jobView(definition));
}

function runsOf(definition: Definition, count: number, withMessages: boolean, clock: Clock): unknown[] {
  const newest = definition.runs.filter((run) => run.hiddenUntil <= clock.now()).toReversed();
  const wanted = count === 0 ? newest : newest.slice(0, count);
  return wanted.map((run) => ({ ...runView(definition, run, clock), ...(withMessages ? messagesView(run) : {}) }));
}

/** GET Jobs/{id}/jobruns: the newest first; count is 1 unless told, 0 is all. */
export function answerJobRuns(call: Call, id: string, { definitions, clock }: Suite): Reply {
  if (!isGuid(id)) return notGuid(id);
  call.ids.push(id);
  const definition = findDefinition(definitions.visible(), id);
  if (definition === undefined) return unknownId('job', id);
  const given = new Map([...call.query].map(([name, value]) => [name.toLowerCase(), value]));
  const count = Number(given.get('count') ?? 1);
  if (!Number.isInteger(count) || count < 0) return problem(400, 'count is a whole number.');
  return jsonReply(200, runsOf(definition, count, given.get('showmessages')?.toLowerCase() === 'true', clock));
}
