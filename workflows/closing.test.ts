import { expect, test } from '@jest/globals';
import type { Reading, State, Verdict } from '../contract/job.ts';
import { type Closing, closing } from './closing.ts';
import type { End, Stop } from './job.ts';

type Ending = Parameters<typeof closing>[0];

const reading = (state: State): Reading => ({ state, words: state, readAt: '2026-11-21T00:00:00.000Z' });
const over: End = { why: 'over' };
const request = { endpoint: 'lab', operation: 'run', expiresIn: '1h', startBy: '5m' };

function ending(end: End, state: State, stop?: Stop, started = true): Ending {
  return {
    request,
    end,
    state,
    maybeSent: false,
    ...(started && { vendorJobId: 'v-1', handle: { id: 'v-1' }, reading: reading(state) }),
    ...(stop && { stop }),
  };
}

const asked: Stop = { cause: 'request' };
const proven: Stop = { cause: 'request', proof: reading('canceled') };
const expired: Stop = { cause: 'expiry', proof: reading('canceled') };
const refused: Stop = { cause: 'request', denied: { verdict: 'refused', message: 'cannot be stopped' } };
const refusedExpiry: Stop = { ...refused, cause: 'expiry' };

type Row = [
  name: string,
  ending: Ending,
  cancelRequested: boolean,
  status: Closing['status'],
  type: string | undefined,
  verdict: Verdict | undefined,
  cause: string | undefined,
];

const rows: Row[] = [
  ['succeeded', ending(over, 'succeeded'), false, 'completed', undefined, undefined, undefined],
  ['failed', ending(over, 'failed'), false, 'failed', 'JobFailed', undefined, undefined],
  ['canceled, by request', ending(over, 'canceled', proven), true, 'canceled', undefined, 'canceled', 'request'],
  ['canceled, by update', ending(over, 'canceled', proven), false, 'failed', 'JobCanceled', 'canceled', 'request'],
  ['canceled by someone', ending(over, 'canceled'), false, 'failed', 'JobCanceled', undefined, 'vendor'],
  ['refused, then by someone', ending(over, 'canceled', refused), true, 'failed', 'JobCanceled', 'refused', 'vendor'],
  ['succeeded first', ending(over, 'succeeded', asked), true, 'completed', undefined, 'finishedFirst', 'request'],
  ['failed first', ending(over, 'failed', asked), true, 'failed', 'JobFailed', 'finishedFirst', 'request'],
  ['refused, succeeded', ending(over, 'succeeded', refused), true, 'completed', undefined, 'refused', 'request'],
  ['refused expiry, failed', ending(over, 'failed', refusedExpiry), false, 'failed', 'JobFailed', 'refused', 'expiry'],
  ['expired', ending(over, 'canceled', expired), false, 'failed', 'JobExpired', 'canceled', 'expiry'],
  ['expired, request later', ending(over, 'canceled', expired), true, 'failed', 'JobExpired', 'canceled', 'expiry'],
  [
    'never, by request',
    ending({ why: 'neverStarted' }, 'queued', asked, false),
    true,
    'canceled',
    undefined,
    'neverStarted',
    'request',
  ],
  [
    'never, by update',
    ending({ why: 'neverStarted' }, 'queued', asked, false),
    false,
    'failed',
    'JobCanceled',
    'neverStarted',
    'request',
  ],
  [
    'never, by expiry',
    ending({ why: 'neverStarted' }, 'queued', { cause: 'expiry' }, false),
    false,
    'failed',
    'JobExpired',
    'neverStarted',
    'expiry',
  ],
  [
    'start by',
    ending({ why: 'startExpired' }, 'queued', undefined, false),
    false,
    'failed',
    'StartExpired',
    'neverStarted',
    undefined,
  ],
  [
    'start refused',
    ending({ why: 'startRefused', type: 'Forbidden', message: 'no' }, 'queued', undefined, false),
    false,
    'failed',
    'Forbidden',
    undefined,
    undefined,
  ],
  [
    'start refused, asked',
    ending({ why: 'startRefused', type: 'Forbidden', message: 'no' }, 'queued', asked, false),
    true,
    'failed',
    'Forbidden',
    'neverStarted',
    'request',
  ],
  [
    'ambiguous',
    ending({ why: 'ambiguous', candidates: ['a', 'b'], message: 'two' }, 'queued', undefined, false),
    false,
    'failed',
    'StartAmbiguous',
    undefined,
    undefined,
  ],
  ['left, by request', ending({ why: 'left' }, 'running', asked), true, 'canceled', undefined, 'left', 'request'],
  ['left, by update', ending({ why: 'left' }, 'running', asked), false, 'failed', 'JobCanceled', 'left', 'request'],
  [
    'left, by expiry',
    ending({ why: 'left' }, 'running', { cause: 'expiry' }),
    false,
    'failed',
    'JobExpired',
    'left',
    'expiry',
  ],
  ['lost', ending({ why: 'lost', message: 'unknown' }, 'running'), false, 'failed', 'JobLost', undefined, undefined],
  [
    'lost, asked',
    ending({ why: 'lost', message: 'unknown' }, 'running', asked),
    true,
    'failed',
    'JobLost',
    'unconfirmed',
    'request',
  ],
  [
    'gave up',
    ending({ why: 'gaveUp' }, 'running', { cause: 'expiry' }),
    false,
    'failed',
    'StopUnconfirmed',
    'unconfirmed',
    'expiry',
  ],
  [
    'gave up without a handle',
    ending({ why: 'gaveUp' }, 'queued', { cause: 'expiry' }, false),
    false,
    'failed',
    'StartAmbiguous',
    'unconfirmed',
    'expiry',
  ],
];

test.each(rows)('%s', (_name, job, cancelRequested, status, type, verdict, cause) => {
  const close = closing(job, cancelRequested);
  expect({ status: close.status, type: close.type }).toEqual({ status, type });
  expect({ verdict: close.outcome.verdict, cause: close.outcome.cause }).toEqual({ verdict, cause });
});

test('the proof is the reading that the stop took', () => {
  expect(closing(ending(over, 'canceled', proven), true).outcome.proof).toEqual(reading('canceled'));
  expect(closing(ending(over, 'canceled'), true).outcome.proof).toBeUndefined();
});

test('candidates of an ambiguous start are named', () => {
  const end: End = { why: 'ambiguous', candidates: ['a', 'b'], message: 'two' };
  expect(closing(ending(end, 'queued', undefined, false), false).outcome).toMatchObject({
    state: null,
    candidates: ['a', 'b'],
  });
});
