import assert from 'node:assert/strict';
import { isNotAccepted } from '../../../contract/vendor-error.ts';
import type { FaultRule } from '../../../simulators/index.ts';
import { type Bench, within } from '../bench.ts';
import { isReply, settled, show } from '../claims.ts';
import type { Case, Fields } from '../subject.ts';

/** Slow, cut, huge and wrong answers to a call that was carried out. */
const FAULTS: Readonly<Record<string, FaultRule['action']>> = {
  'that never comes': { do: 'hang', when: 'after' },
  'whose connection is reset': { do: 'reset', when: 'after' },
  'that drips for ever': { do: 'slowBody', endless: true, everyMs: 50 },
  'that is cut off': { do: 'cutBody', keep: 0.5 },
  'that ends cleanly in its middle': { do: 'cutBody', keep: 0.5, cleanEnd: true },
  'that is a web page': { do: 'replaceBody', with: 'html' },
  'that is empty': { do: 'replaceBody', with: 'empty' },
  'that says it is an image': { do: 'replaceBody', with: 'wrongType' },
  'that is larger than any list': { do: 'replaceBody', with: 'huge', size: 5_000_000 },
  'of 100,000 levels': { do: 'replaceBody', with: 'deep' },
  'that is an XML bomb': { do: 'replaceBody', with: 'xmlBomb' },
};

/** How long a call may take: what does not end must be given up soon; on a busy machine anything else takes its time. */
const timeoutFor = (action: FaultRule['action']): Fields => {
  const isEndless = 'do' in action && (action.do === 'hang' || action.do === 'slowBody');
  return isEndless ? { timeout: '1s' } : {};
};

/** A start is known by its right id, or it is a lost answer; there is nothing between. */
async function starts(bench: Bench, action: FaultRule['action']): Promise<void> {
  bench.fault({ match: { kind: 'start' }, action });
  const params = bench.params();
  const context = bench.context();
  const started = await settled(bench.open(timeoutFor(action)).vendor.start(params, context));
  if (!(started instanceof Error)) bench.truth(started.vendorJobId);
  else if (isNotAccepted(started.type)) assert.equal(bench.made().length, 0, started.message);
  else assert.equal(started.type, 'AnswerLost', started.message);
  assert.ok(bench.made().length <= 1, 'sent again');
}

/** A look tells the truth, or that it could not be read; never that the job is gone. */
async function looks(bench: Bench, action: FaultRule['action']): Promise<void> {
  const job = await bench.running(bench.open());
  bench.fault({ match: { kind: 'look' }, times: 'always', action });
  const looked = await settled(bench.lookAt(bench.open(timeoutFor(action)), [job]));
  const one = looked instanceof Error ? looked : looked[0];
  if (one instanceof Error) assert.notEqual('type' in one && one.type, 'NotFound', show(one));
  else assert.equal(one?.state, 'running');
}

/** Whatever comes back from a cancel, the look after it tells the truth. */
async function cancels(bench: Bench, action: FaultRule['action']): Promise<void> {
  const job = await bench.running(bench.open());
  bench.fault({ match: { kind: 'cancel' }, times: 'always', action });
  const asks = [{ handle: job.handle, secondsLeft: 60, rung: 0 }];
  const answer = await settled(bench.open(timeoutFor(action)).vendor.cancel(asks, within()));
  const reply = answer instanceof Error ? answer : answer[0];
  const wasAccepted = bench.ledger().cancelRequests.some((request) => request.answer === 'accepted');
  if (!(reply instanceof Error))
    isReply(reply, ...(wasAccepted ? (['accepted', 'alreadyOver'] as const) : (['refused', 'unsupported'] as const)));
  if (wasAccepted) await bench.until('it is over', () => bench.truth(job.vendorJobId).state === 'ended');
  const { state } = await bench.read(bench.open(), job);
  assert.equal(state, wasAccepted ? 'canceled' : 'running');
}

export const WIRE: readonly Case[] = Object.entries(FAULTS).flatMap(([what, action]) => [
  { name: `wire: an answer to a start ${what}`, run: (bench) => starts(bench, action) },
  { name: `wire: an answer to a look ${what}`, run: (bench) => looks(bench, action) },
  { name: `wire: an answer to a cancel ${what}`, run: (bench) => cancels(bench, action) },
]);
