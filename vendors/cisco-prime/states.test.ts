import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { State } from '../../contract/job.ts';
import { describeWords, hasBegun, hasLiveRun, hasUnknownWord, stateOf } from './states.ts';

/** Every word of JobSpecState, WorkState and ResultState as the vendor's pages list them. */
const JOB = 'SCHEDULED COMPLETED SUSPENDED CANCELLED PENDINGAPPROVAL EXPIREDBEFOREAPPROVAL UNDEFINED'.split(' ');
const RUN = 'UNKNOWN CREATED RUNNING COMPLETED ABORTED INTERRUPTED CANCELLED PENDING_EXECUTION PAUSING PAUSED'.split(
  ' ',
);
const RESULT =
  'UNKNOWN SUCCESS PARTIALSUCCESS FAILURE ROLLBACKED CANCELFAILED CANCELLED PENDINGEXECUTION PAUSED PARTIALFAILURE'.split(
    ' ',
  );

/** jobStatus, runStatus, resultStatus (`-`: not there), our state. */
const TABLE: [string, string, string, State][] = [
  // Each word of jobStatus while there is no run.
  ['SCHEDULED', '-', '-', 'queued'],
  ['PENDINGAPPROVAL', '-', '-', 'queued'],
  ['SUSPENDED', '-', '-', 'suspended'],
  ['CANCELLED', '-', '-', 'canceled'],
  ['EXPIREDBEFOREAPPROVAL', '-', '-', 'failed'],
  ['COMPLETED', '-', '-', 'running'],
  ['UNDEFINED', '-', '-', 'running'],
  ['SOMETHINGNEW', '-', '-', 'running'],
  // Each word of runStatus: first under a scheduled job, then under one that was stopped.
  ['SCHEDULED', 'UNKNOWN', 'UNKNOWN', 'queued'],
  ['SCHEDULED', 'CREATED', 'UNKNOWN', 'queued'],
  ['SCHEDULED', 'PENDING_EXECUTION', 'PENDINGEXECUTION', 'queued'],
  ['SCHEDULED', 'RUNNING', 'UNKNOWN', 'running'],
  ['SCHEDULED', 'PAUSING', 'UNKNOWN', 'running'],
  ['SCHEDULED', 'PAUSED', 'PAUSED', 'suspended'],
  ['SCHEDULED', 'COMPLETED', 'SUCCESS', 'succeeded'],
  ['SCHEDULED', 'COMPLETED', 'UNKNOWN', 'running'],
  ['SCHEDULED', 'CANCELLED', 'CANCELLED', 'canceled'],
  ['SCHEDULED', 'ABORTED', 'FAILURE', 'failed'],
  ['SCHEDULED', 'INTERRUPTED', 'UNKNOWN', 'failed'],
  ['SCHEDULED', 'SOMETHINGNEW', 'SUCCESS', 'running'],
  ['CANCELLED', 'RUNNING', 'UNKNOWN', 'running'],
  ['CANCELLED', 'CREATED', 'UNKNOWN', 'queued'],
  ['CANCELLED', 'CREATED', 'CANCELLED', 'canceled'],
  ['CANCELLED', 'PENDING_EXECUTION', 'PENDINGEXECUTION', 'canceled'],
  ['CANCELLED', 'UNKNOWN', 'UNKNOWN', 'canceled'],
  ['CANCELLED', 'COMPLETED', 'SUCCESS', 'succeeded'],
  ['SUSPENDED', 'RUNNING', 'UNKNOWN', 'running'],
  ['SUSPENDED', 'CREATED', 'UNKNOWN', 'queued'],
  ['SUSPENDED', 'UNKNOWN', 'UNKNOWN', 'suspended'],
  ['SUSPENDED', 'COMPLETED', 'SUCCESS', 'succeeded'],
  ['EXPIREDBEFOREAPPROVAL', 'CREATED', '-', 'queued'],
  ['COMPLETED', 'CREATED', 'UNKNOWN', 'queued'],
  ['COMPLETED', 'PENDING_EXECUTION', 'PENDINGEXECUTION', 'queued'],
  ['COMPLETED', 'RUNNING', 'UNKNOWN', 'running'],
  ['COMPLETED', '-', 'SUCCESS', 'succeeded'],
  // Each word of resultStatus for a run that is over.
  ['COMPLETED', 'COMPLETED', 'SUCCESS', 'succeeded'],
  ['COMPLETED', 'COMPLETED', 'PARTIALSUCCESS', 'failed'],
  ['COMPLETED', 'COMPLETED', 'FAILURE', 'failed'],
  ['COMPLETED', 'COMPLETED', 'PARTIALFAILURE', 'failed'],
  ['COMPLETED', 'COMPLETED', 'ROLLBACKED', 'failed'],
  ['COMPLETED', 'COMPLETED', 'CANCELFAILED', 'failed'],
  ['COMPLETED', 'COMPLETED', 'CANCELLED', 'canceled'],
  ['COMPLETED', 'COMPLETED', 'UNKNOWN', 'running'],
  ['COMPLETED', 'COMPLETED', 'PENDINGEXECUTION', 'running'],
  ['COMPLETED', 'COMPLETED', 'PAUSED', 'running'],
  ['COMPLETED', 'COMPLETED', '-', 'running'],
  ['COMPLETED', 'COMPLETED', 'SOMETHINGNEW', 'running'],
  // A cancel that was read, and one that was not.
  ['COMPLETED', 'CANCELLED', 'CANCELLED', 'canceled'],
  ['COMPLETED', 'CANCELLED', 'UNKNOWN', 'canceled'],
  ['COMPLETED', 'CANCELLED', 'CANCELFAILED', 'failed'],
  ['COMPLETED', 'RUNNING', 'CANCELFAILED', 'running'],
  ['COMPLETED', 'ABORTED', 'CANCELLED', 'canceled'],
  ['COMPLETED', 'ABORTED', 'UNKNOWN', 'failed'],
  ['COMPLETED', 'INTERRUPTED', 'CANCELLED', 'canceled'],
];

const words = (job: string, run: string, result: string) => ({
  jobStatus: job,
  runStatus: run === '-' ? undefined : run,
  resultStatus: result === '-' ? undefined : result,
});

describe('states', () => {
  test.each(TABLE)('%s / %s / %s is %s', (job, run, result, state) => {
    expect(stateOf(words(job, run, result))).toBe(state);
    expect(describeWords(words(job, run, result))).toBe(`${job} / ${run} / ${result}`);
  });

  test('the table has every word of every enum', () => {
    const column = (index: 0 | 1 | 2) => new Set(TABLE.map((row) => row[index]));
    for (const word of JOB) expect(column(0)).toContain(word);
    for (const word of RUN) expect(column(1)).toContain(word);
    for (const word of RESULT) expect(column(2)).toContain(word);
  });

  test('no word of any enum is unknown, and one that is in none of them is', () => {
    const isUnknown = (job: string, run: string, result: string) => hasUnknownWord(words(job, run, result));
    for (const [job, run, result] of TABLE)
      expect(isUnknown(job, run, result)).toBe([job, run, result].includes('SOMETHINGNEW'));
    expect(isUnknown('SCHEDULED', 'RUNNING', 'SOMETHINGNEW')).toBe(true);
  });

  test('success needs a SUCCESS, canceled a CANCELLED, and a run on its way is never over', () => {
    const any = (list: string[]) => fc.constantFrom(...list, '-', 'SOMETHINGNEW');
    fc.assert(
      fc.property(any(JOB), any(RUN), any(RESULT), (job, run, result) => {
        const state = stateOf(words(job, run, result));
        if (state === 'succeeded') expect(result).toBe('SUCCESS');
        if (state === 'canceled') expect([job, run, result]).toContain('CANCELLED');
        if (hasLiveRun(words(job, run, result))) expect(['running', 'suspended']).toContain(state);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(RUN)('a run that is %s', (run) => {
    expect(hasBegun(words('SCHEDULED', run, '-'))).toBe(!['UNKNOWN', 'CREATED', 'PENDING_EXECUTION'].includes(run));
  });

  test('words that are not known are cut', () => {
    expect(describeWords(words('X'.repeat(5_000), '-', '-')).length).toBeLessThan(60);
  });
});
