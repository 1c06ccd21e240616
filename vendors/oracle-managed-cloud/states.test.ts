import { describe, expect, test } from '@jest/globals';
import type { State } from '../../contract/job.ts';
import { combine, isUnknownWorkflow, isUnscheduled, readExecution, readWorkflow } from './states.ts';

test.each<[string | undefined, State | undefined]>([
  ['success', 'succeeded'],
  ['Success', 'succeeded'],
  ['failed', 'failed'],
  ['FAILURE', 'failed'],
  ['error', 'failed'],
  ['canceled', 'canceled'],
  ['Cancelled', 'canceled'],
  [undefined, undefined],
  ['', undefined],
  ['pending', undefined],
  ['Scheduled', undefined],
  ['not_started', undefined],
  ['NotStarted', undefined],
  ['running', 'running'],
  ['In Progress', 'running'],
  ['Completed with remarks', 'running'],
  ['successful?', 'running'],
  ['not failed', 'running'],
])('workflow status %j is %j', (word, state) => {
  expect(readWorkflow(word)).toBe(state);
});

test('only what no page and no assumption names is an unknown word of a workflow', () => {
  const known = ['success', 'failed', 'cancelled', 'pending', 'running', 'In Progress', undefined];
  expect(known.filter(isUnknownWorkflow)).toEqual([]);
  expect(['Completed with remarks', 'dreaming'].every(isUnknownWorkflow)).toBe(true);
});

describe.each([true, false])('an execution (had a schedule: %s)', (wasScheduled) => {
  test.each<[string | undefined, string | undefined, State, string]>([
    ['Open', 'Ready For Execution', 'queued', 'Open / Ready For Execution'],
    ['Open', 'ready for execution', 'queued', 'Open / ready for execution'],
    ['Open', 'In Progress', 'running', 'Open / In Progress'],
    ['Closed', 'Done', 'running', 'Closed / Done'],
    ['Closed', 'Cancelled', 'canceled', 'Closed / Cancelled'],
    ['Canceled', undefined, 'canceled', 'Canceled'],
    ['Open', undefined, 'running', 'Open'],
    [undefined, undefined, 'running', 'no status'],
  ])('%j / %j is %s', (status, subStatus, state, words) => {
    const isUnknown = words === 'Closed / Done' || words === 'Open';
    const seen = { state, words, ...(isUnknown && { unknownWords: true }) };
    expect(readExecution({ status, subStatus }, wasScheduled)).toEqual(seen);
  });

  test('without a schedule has lost it, or waits for it', () => {
    const seen = readExecution({ status: 'Open', subStatus: 'Ready For Scheduling/Approval' }, wasScheduled);
    expect(seen).toEqual({
      state: wasScheduled ? 'canceled' : 'queued',
      words: 'Open / Ready For Scheduling/Approval',
    });
  });
});

test.each([
  ['Ready For Scheduling/Approval', true],
  ['Ready for Scheduling / Approval', true],
  ['Ready For Execution', false],
  [undefined, false],
])('%j means no schedule: %s', (words, isIt) => {
  expect(isUnscheduled(words)).toBe(isIt);
});

test.each<[State[], State]>([
  [['succeeded'], 'succeeded'],
  [['succeeded', 'succeeded'], 'succeeded'],
  [['succeeded', 'queued'], 'running'],
  [['running', 'queued'], 'running'],
  [['queued', 'queued'], 'queued'],
  [['canceled', 'queued'], 'queued'],
  [['canceled', 'canceled'], 'canceled'],
  [['succeeded', 'canceled'], 'canceled'],
  [['failed', 'queued'], 'running'],
  [['failed', 'canceled'], 'failed'],
  [['succeeded', 'failed'], 'failed'],
])('a job of %j is %s', (states, state) => {
  expect(combine(states)).toBe(state);
});
