import { expect, test } from '@jest/globals';
import type { State } from '../../contract/job.ts';
import { knownState, stateOf } from './states.ts';

test.each<[string, State]>([
  ['Pending', 'queued'],
  // A public client compares with a trailing space.
  ['Pending ', 'queued'],
  ['Running', 'running'],
  ['Running_With_Errors', 'running'],
  ['Complete', 'succeeded'],
  ['Stopped_With_Error', 'failed'],
  ['Stopped With Error', 'failed'],
  ['Interrupted', 'failed'],
  ['Cancelled', 'canceled'],
  ['Cancelled_With_Errors', 'canceled'],
  ['Cancelling', 'running'],
  ['Completed_With_Errors', 'running'],
  ['complete', 'running'],
  ['', 'running'],
])('%s is %s', (word, state) => {
  expect(stateOf(word)).toBe(state);
});

test.each([
  ['Running ', 'running'],
  ['Running_With_Errors', 'running'],
  ['Cancelling', undefined],
  ['', undefined],
])('%j is known as %s', (word, state) => {
  expect(knownState(word)).toBe(state);
});
