import { expect, test } from '@jest/globals';
import { pushStateOf, stateOf } from './states.ts';

test.each([
  ['Queued', 'queued'],
  ['InProgress', 'running'],
  ['Failed', 'failed'],
  ['Success', 'succeeded'],
  ['Canceled', 'canceled'],
  // As the page spells them beside push_time.
  ['IN_PROGRESS', 'running'],
  ['FAILED', 'failed'],
  ['SUCCESS', 'succeeded'],
])('%s is %s', (word, state) => {
  expect(stateOf(word, false)).toBe(state);
});

test.each(['Cancelled', 'success', 'Done', 'CANCELED', '', 'toString'])('%j is unknown: the job runs on', (word) => {
  expect(stateOf(word, false)).toBe('running');
  expect(stateOf(word, true)).toBe('running');
});

test.each([
  ['Queued', 'queued'],
  ['InProgress', 'running'],
  ['Failed', 'failed'],
  ['Success', 'failed'],
  ['SUCCESS', 'failed'],
  ['Canceled', 'canceled'],
])('%s, where a push has failed, is %s', (word, state) => {
  expect(stateOf(word, true)).toBe(state);
});

test.each([
  ['Pending', undefined, 'waiting'],
  ['Pending', 'Fail', 'waiting'],
  ['Running', undefined, 'running'],
  ['Running', 'Success', 'running'],
  ['Completed', 'Success', 'done'],
  ['Completed', 'Fail', 'failed'],
  ['Completed', undefined, 'done'],
  ['Completed', 'Partly', 'done'],
  [undefined, 'Success', 'done'],
  [undefined, 'Fail', 'failed'],
  [undefined, undefined, 'waiting'],
  ['Paused', 'Fail', 'running'],
])('a push that is %s with the result %s is %s', (status, result, state) => {
  expect(pushStateOf(status, result)).toBe(state);
});
