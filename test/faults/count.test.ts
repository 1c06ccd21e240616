import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '../../contract/job.ts';
import type { LedgerJob, LedgerReport } from '../../simulators/index.ts';
import { count, type Evidence, HARMS, type Harm, type JobEvidence } from './count.ts';
import type { Allowances, Try } from './fault.ts';

/** What the vendor has made for the job with the mark `m1`, as it is when all is well. */
const made: LedgerJob = {
  id: 'v1',
  name: 'deploy',
  state: 'ended',
  words: 'COMPLETED',
  acceptedAt: 1_000,
  startedAt: 1_100,
  startedBy: { user: 'reeve-at-0', call: 3 },
  startRequests: 1,
  content: '{"device":"m1"}',
  endedAt: 5_000,
  ended: 'succeeded',
  changes: [],
};
const foreign: LedgerJob = { ...made, id: 'v9', content: '{"device":"x"}', startedBy: { user: 'colleague', call: 1 } };
const done: JobEvidence = {
  jobId: 'job/at-0/1',
  mark: 'm1',
  status: 'COMPLETED',
  outcome: { state: 'succeeded', vendorJobId: 'v1' },
  vendorJobId: 'v1',
  closedAt: 6_500,
};
const hit: Try = { jobId: done.jobId, hitAt: 2_000 };

interface Given {
  made?: LedgerJob[];
  job?: Partial<JobEvidence>;
  cancels?: LedgerReport['cancelRequests'];
  allows?: Allowances;
  tries?: Try[];
}

function counted({ made: jobs = [made], job = {}, cancels = [], allows = {}, tries = [hit] }: Given) {
  const evidence: Evidence = {
    ledger: { jobs: [...jobs, foreign], cancelRequests: cancels },
    jobs: [{ ...done, ...job }],
    tries,
    allows,
  };
  return count(evidence);
}

/** Only these harms, so many of each. */
function harms(given: Given): Partial<Record<Harm, number>> {
  const counts = counted(given);
  return Object.fromEntries(HARMS.flatMap((harm) => (counts[harm] === 0 ? [] : [[harm, counts[harm]]])));
}

const running: Partial<LedgerJob> = { state: 'running', words: 'RUNNING' };
function unended(more: Partial<LedgerJob> = {}): LedgerJob {
  const { ended: _ended, endedAt: _endedAt, ...rest } = made;
  return { ...rest, ...running, ...more };
}
const canceled: LedgerJob = { ...made, ended: 'canceled', stoppedBy: { user: 'reeve-at-0', call: 8 } };
function stopped(proof: Partial<NonNullable<Outcome['proof']>> | undefined): Partial<JobEvidence> {
  const reading = proof && { state: 'canceled' as const, words: 'CANCELLED', readAt: at(6_000), ...proof };
  const outcome: Outcome = { state: 'canceled', verdict: 'canceled', ...(reading && { proof: reading }) };
  return { status: 'CANCELLED', failure: 'Canceled', outcome };
}
const at = (ms: number) => new Date(ms).toISOString();
const asked = { at: 4_000, call: 8, user: 'reeve-at-0', id: 'v1', answer: 'accepted' as const };

test('a job that went as its outcome says is no harm, and its end was told after 1.5 s', () => {
  expect(harms({})).toEqual({});
  expect(counted({})).toMatchObject({ tries: 1, longestRecoveryMs: 1_500, problems: [] });
});

const second: LedgerJob = { ...made, id: 'v2', startedBy: { user: 'reeve-at-0', call: 5 } };
const ambiguous = {
  status: 'FAILED',
  failure: 'StartAmbiguous',
  outcome: { state: null, candidates: ['v1', 'v2'], message: 'two' },
};

describe('a harm is found', () => {
  const cases: [string, Given, Partial<Record<Harm, number>>][] = [
    ['two jobs for one request', { made: [made, second] }, { duplicates: 1 }],
    ['three jobs for one request', { made: [made, second, { ...second, id: 'v3' }] }, { duplicates: 2 }],
    [
      'a request that two calls carried out, where only the vendor may double',
      { made: [made, second], allows: { doubled: 'F30' } },
      { duplicates: 1 },
    ],
    [
      'left running by a terminated workflow',
      { made: [unended()], job: { status: 'TERMINATED', failure: 'Terminated' } },
      { orphans: 1 },
    ],
    [
      'left running by one that timed out',
      { made: [unended()], job: { status: 'TIMED_OUT', failure: 'TimedOut' } },
      { orphans: 1 },
    ],
    ['left running by one that is missing', { made: [unended()], job: { status: 'MISSING' } }, { orphans: 1 }],
    ['closed, and it still runs', { made: [unended()] }, { closedWhileRunning: 1 }],
    ['a failure told as success', { made: [{ ...made, ended: 'failed' }] }, { wrongOutcome: 1 }],
    [
      'a success told as failure',
      { job: { status: 'FAILED', failure: 'JobFailed', outcome: { state: 'failed' } } },
      { wrongOutcome: 1 },
    ],
    [
      'told as never started, and it ran',
      { job: { status: 'FAILED', failure: 'JobCanceled', outcome: { state: null, verdict: 'neverStarted' } } },
      { lost: 1 },
    ],
    ['told as lost, and it ended', { job: { status: 'FAILED', failure: 'JobLost' } }, { lost: 1 }],
    [
      'closed without an outcome',
      { job: { status: 'FAILED', failure: 'Error', outcome: undefined as never } },
      { lost: 1 },
    ],
    ["somebody else's job watched", { job: { vendorJobId: 'v9' } }, { lost: 1 }],
    ['still open', { job: { status: 'RUNNING' } }, { stuck: 1 }],
    [
      'canceled without a proof',
      { made: [canceled], job: stopped(undefined), cancels: [asked] },
      { canceledUnread: 1 },
    ],
    [
      'canceled with a proof of something else',
      { made: [canceled], job: stopped({ state: 'running' }), cancels: [asked] },
      { canceledUnread: 1 },
    ],
    [
      'canceled with a proof read before the cancel',
      { made: [canceled], job: stopped({ readAt: at(3_900) }), cancels: [asked] },
      { canceledUnread: 1 },
    ],
    [
      'canceled by somebody else before the cancel was asked for',
      { made: [{ ...canceled, endedAt: 3_000 }], job: stopped({ readAt: at(3_900) }), cancels: [asked] },
      { canceledUnread: 1 },
    ],
    [
      'canceled with a proof read before the end',
      { made: [canceled], job: stopped({ readAt: at(4_500) }), cancels: [asked] },
      { canceledUnread: 1 },
    ],
    ['canceled, and nobody asked the vendor', { made: [canceled], job: stopped({}) }, { canceledUnread: 1 }],
    ["a cancel of somebody else's job", { cancels: [{ ...asked, id: 'v9' }] }, { foreignTouched: 1 }],
    [
      'ambiguous where it may not be',
      { made: [made, second], job: ambiguous, allows: { doubled: 'F30' } },
      { ambiguous: 1, duplicates: 1 },
    ],
    [
      'ambiguous, and a candidate is not named',
      { job: { ...ambiguous, outcome: { state: null, candidates: ['v7'] } }, allows: { ambiguous: 'why' } },
      { lost: 1 },
    ],
    ['what the fault itself found', { tries: [{ ...hit, wrong: ['called in the hold'] }] }, { otherwiseWrong: 1 }],
    ['a call that came in a hold', { tries: [{ ...hit, inHold: ['call 7'] }] }, { callsInHold: 1 }],
    ['one job counted as two tries', { tries: [hit, hit] }, { otherwiseWrong: 1 }],
  ];
  test.each(cases)('%s', (_what, given, expected) => {
    expect(harms(given)).toEqual(expected);
  });
});

describe('no harm is', () => {
  const unconfirmed = {
    status: 'FAILED',
    failure: 'StopUnconfirmed',
    outcome: { state: 'running' as const, verdict: 'unconfirmed' as const },
  };
  const cases: [string, Given][] = [
    [
      'a stop that was read as canceled after it was asked for',
      { made: [canceled], job: stopped({}), cancels: [asked] },
    ],
    [
      'a stop that found the job canceled by somebody else',
      { made: [{ ...canceled, stoppedBy: { user: 'console' } }], job: stopped({}) },
    ],
    ['a stop that nobody could confirm', { made: [unended()], job: unconfirmed }],
    ['a job that was to be left', { made: [unended()], job: { status: 'TERMINATED', onStop: 'leave' } }],
    [
      'a start that was doubled by the vendor',
      { made: [made, { ...second, startedBy: made.startedBy }], allows: { doubled: 'F30' } },
    ],
    [
      'a record of Oracle that nobody has scheduled',
      {
        made: [unended({ state: 'waiting', words: 'Open/Ready For Scheduling/Approval' })],
        job: { status: 'TERMINATED' },
      },
    ],
    [
      'nothing made, nothing told',
      {
        made: [],
        job: { status: 'FAILED', failure: 'StartExpired', outcome: { state: null, verdict: 'neverStarted' } },
      },
    ],
  ];
  test.each(cases)('%s', (_what, given) => {
    expect(harms(given)).toEqual({});
  });
});

describe('a recovery is', () => {
  const late = { ...made, acceptedAt: 4_000, startedAt: 4_000 };
  const left = { ...made, ended: 'canceled' as const };
  const cases: [string, Given, number][] = [
    [
      'the delay until the fault was over, where the vendor had ended the job before it',
      { tries: [{ ...hit, hitAt: 5_500 }] },
      1_000,
    ],
    ['all but the work, where the vendor began it after the fault', { made: [late] }, 3_500],
    ['the time until reclaim has stopped it', { made: [left], job: { status: 'TERMINATED', closedAt: 2_000 } }, 3_000],
  ];
  test.each(cases)('%s', (_what, given, expected) => {
    expect(counted(given).longestRecoveryMs).toBe(expected);
  });
});

test('an ambiguous start that may be so is reported, and not passed over', () => {
  const counts = counted({ job: ambiguous, allows: { ambiguous: 'nothing tells them apart' } });
  expect(counts).toMatchObject({ reported: 1, ambiguous: 0, duplicates: 0 });
  const alone = counted({ job: ambiguous, tries: [{ ...hit, ambiguous: 'this one in a crowd' }] });
  expect(alone).toMatchObject({ reported: 1, ambiguous: 0 });
});
