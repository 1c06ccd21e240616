import { expect, test } from '@jest/globals';
import { timelineOf } from './timeline.ts';
import type { Fact } from './timeline-events.ts';
import type { TimelineStep } from './timeline-teller.ts';

type Untimed<F = Fact> = F extends Fact ? Omit<F, 'atMs'> : never;

const request = { operation: 'run', endpoint: 'ccs', expiresIn: '1h' };
const reading = (state: string, words: string) => ({ state, words, readAt: 'noon' });
const requested: Untimed = { fact: 'requested', request };
const started: Untimed = { fact: 'published', attributes: { ReeveVendorJobId: '42', ReeveState: 'queued' } };
const state = (ReeveState: string | null, more = {}): Untimed => ({
  fact: 'published',
  attributes: { ReeveState, ...more },
});
const heard = (activity: string, result: unknown): Untimed => ({ fact: 'heard', activity, result });
const stop: Untimed = { fact: 'published', attributes: { ReeveCause: 'request' } };
const asked = (update: string, argument: unknown): Untimed => ({ fact: 'asked', update, argument });

/** The facts a second apart. */
function stepsOf(...facts: Untimed[]): TimelineStep[] {
  return timelineOf(facts.map((fact, second) => ({ atMs: second * 1_000, ...fact })) as Fact[], 60_000);
}
const told = (...facts: Untimed[]) =>
  stepsOf(requested, ...facts)
    .map(({ step, words }) => `${step}: ${words}`)
    .slice(1);

test('each step lasts until the next, the last one until now', () => {
  expect(stepsOf(requested, started, state('running'))).toEqual([
    { at: '1970-01-01T00:00:00.000Z', step: 'requested', words: 'run at ccs, expires in 1h', tookMs: 1_000 },
    { at: '1970-01-01T00:00:01.000Z', step: 'started', words: 'as 42, queued', tookMs: 1_000 },
    { at: '1970-01-01T00:00:02.000Z', step: 'running', words: '', tookMs: 58_000 },
  ]);
  expect(stepsOf(requested, { fact: 'closed', how: 'Completed' }).at(-1)).toMatchObject({ tookMs: 0 });
});

test('a state comes with the words of its look, and each state once', () => {
  const look = heard('awaitJob', { news: 'reading', reading: { ...reading('running', 'EXEC'), message: 'step 1' } });
  expect(told(started, look, state('running'), state('running', { ReeveVerdict: 'refused' }))).toEqual([
    'started: as 42, queued',
    'running: EXEC: step 1',
  ]);
});

test('a stop with who asked, its proof, and its verdict', () => {
  const proof = heard('endJob', { reading: reading('canceled', 'ABORTED') });
  const closed: Untimed = { fact: 'closed', how: 'Canceled' };
  const close = state('canceled', { ReeveCause: 'request', ReeveVerdict: 'canceled' });
  const asker = asked('stopJob', { by: 'ann', reason: 'wrong window' });
  const expected = [
    'stopAsked: by request, asked by ann, wrong window',
    'proof: ABORTED (read noon)',
    'canceled: ABORTED',
    'closed: Canceled, verdict canceled',
  ];
  expect(told(stop, asker, proof, close, closed)).toEqual(expected);
  expect(told(asker, stop, proof, close, closed)).toEqual(expected);
});

test('a stop that was denied, and the next one', () => {
  const denied: Untimed = { fact: 'published', attributes: { ReeveCause: 'request', ReeveVerdict: 'refused' } };
  const again: Untimed = { fact: 'published', attributes: { ReeveCause: 'expiry', ReeveVerdict: null } };
  expect(told(stop, denied, again)).toEqual(['stopAsked: by request', 'stopDenied: refused', 'stopAsked: by expiry']);
});

test('a lost start, out of sight and back, a moved expiry, a suspend', () => {
  const find: Untimed = { fact: 'begun', activity: 'findJob' };
  const unseen: Untimed = { fact: 'published', attributes: { ReeveOutOfSightSince: 'noon' } };
  const moved: Untimed = { fact: 'published', attributes: { ReeveExpiresAt: null } };
  const argument = { by: 'ann' };
  const suspended: Untimed = { fact: 'answered', update: 'suspendJob', argument, answer: { reply: 'accepted' } };
  expect(
    told(
      find,
      find,
      unseen,
      state('running', { ReeveOutOfSightSince: null }),
      asked('extendJob', argument),
      moved,
      suspended,
    ),
  ).toEqual([
    'startLost: its answer was lost: the vendor is searched for it',
    'outOfSight: since noon',
    'seenAgain: ',
    'running: ',
    'expiryMoved: to never, asked by ann',
    'suspendAsked: accepted, asked by ann',
  ]);
});

test('how a workflow failed, or was ended from outside', () => {
  const failed: Untimed = { fact: 'closed', how: 'Failed', type: 'JobFailed', message: 'disk full' };
  expect(told(state(null), failed)).toEqual(['closed: Failed, JobFailed: disk full']);
  expect(told({ fact: 'closed', how: 'Terminated', message: '' })).toEqual(['closed: Terminated']);
});
