import { expect, test } from '@jest/globals';
import type { Capabilities } from '../contract/vendor.ts';
import { jobWarnings } from './job-warnings.ts';
import { VENDORS } from './registry.ts';

const base: Capabilities = { ...VENDORS['cisco-prime'].capabilities, cancel: 'both', find: { run: 'stamp' } };
const asked = { operation: 'run' };
const about = (capabilities: Partial<Capabilities>, more: object = {}) =>
  jobWarnings({ ...base, ...capabilities }, { ...asked, ...more }).map((warning) => warning.about);

test.each([
  ['a vendor that stops anything and finds surely', {}, []],
  ['one that stops what runs', { cancel: 'running' }, []],
  ['one that stops only what is scheduled', { cancel: 'scheduled' }, ['cancel']],
  ['one that stops nothing', { cancel: 'none' }, ['cancel']],
  ['one that finds by content, which most do', { find: { run: 'content' } }, []],
  ['one that finds nothing', { find: { run: 'none' } }, ['find']],
  ['an operation without a way to be found', { find: { other: 'stamp' } }, ['find']],
  ['both', { cancel: 'none', find: { run: 'none' } }, ['cancel', 'find']],
] as const)('of %s', (_, capabilities, expected) => {
  expect(about(capabilities)).toEqual(expected);
});

test('not of a stop that is not wanted, nor of a start that is not made', () => {
  expect(about({ cancel: 'scheduled' }, { onStop: 'leave' })).toEqual([]);
  expect(about({ cancel: 'scheduled' }, { onStop: 'cancel' })).toEqual(['cancel']);
  expect(about({ find: { run: 'none' } }, { adopt: { jobId: '7' } })).toEqual([]);
});

test('says what is so and what to do', () => {
  expect(jobWarnings({ ...base, cancel: 'scheduled' }, asked)).toEqual([
    {
      about: 'cancel',
      message: expect.stringMatching(/only while it waits for its time; once it runs, the vendor refuses$/),
      whatToDo: expect.stringMatching(/`reeve stop`/),
    },
  ]);
});
