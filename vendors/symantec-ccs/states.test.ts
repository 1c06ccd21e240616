import { expect, test } from '@jest/globals';
import { readStatus } from './states.ts';

test.each([
  [0, 'queued', 'None'],
  [1, 'queued', 'Pending'],
  [2, 'running', 'Executing'],
  [3, 'running', 'Idle'],
  [4, 'succeeded', 'Completed'],
  [5, 'failed', 'Faulted'],
  [6, 'running', 'Custom'],
  [7, 'canceled', 'Aborted'],
])('status %i is %s', (status, state, words) => {
  expect(readStatus(status, undefined)).toEqual({ state, words });
});

test('a custom status goes by its text', () => {
  expect(readStatus(6, 'Waiting for window')).toEqual({ state: 'running', words: 'Waiting for window' });
});

test.each([8, 99, -1])('an unknown status %i keeps the job running', (status) => {
  expect(readStatus(status, 'Done')).toEqual({
    state: 'running',
    words: `unknown status ${status}`,
    unknownWords: true,
  });
});
