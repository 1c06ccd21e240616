import { expect, test } from '@jest/globals';
import type { Outcome } from '../contract/job.ts';
import { verdictOf } from '../contract/messages.ts';

const rows: [words: string, outcome: Outcome, verdict: string][] = [
  ['a stop that ended it', { state: 'canceled', verdict: 'canceled' }, 'canceled'],
  ['a success', { state: 'succeeded' }, 'finishedFirst'],
  ['a vendor failure', { state: 'failed' }, 'finishedFirst'],
  ['canceled at the vendor by someone else', { state: 'canceled', cause: 'vendor' }, 'finishedFirst'],
  ['a refused start', { state: null }, 'neverStarted'],
  ['an ambiguous start', { state: null, candidates: [] }, 'unconfirmed'],
  ['a lost job', { state: 'running' }, 'unconfirmed'],
];

test.each(rows)('%s', (_, outcome, verdict) => {
  expect(verdictOf(outcome)).toBe(verdict);
});
