import { expect, test } from '@jest/globals';
import { jobIdFor, jobIdFrom } from './job-id.ts';

test('takes the key, or a UUID of its own each time', () => {
  expect(jobIdFor('lab', 'k.1')).toBe('job/lab/k.1');
  expect(jobIdFor('lab')).toMatch(/^job\/lab\/[0-9a-f-]{36}$/);
  expect(jobIdFor('lab')).not.toBe(jobIdFor('lab'));
});

test.each([
  ['lab/k.1', 'job/lab/k.1'],
  ['job/lab/k.1', 'job/lab/k.1'],
  ['job/k.1', 'job/job/k.1'],
  ['nightly-2026-11-21T00:00:00Z', 'nightly-2026-11-21T00:00:00Z'],
  ['Team/one', 'Team/one'],
])('%s means %s', (text, id) => {
  expect(jobIdFrom(text)).toBe(id);
});
