import { afterEach, expect, jest, test } from '@jest/globals';
import { createWarner } from './job-warner.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

function outputs(): { out: () => string; err: () => string } {
  const [out, err] = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockReturnValue(true),
  );
  return { out: () => out?.mock.calls.join('') ?? '', err: () => err?.mock.calls.join('') ?? '' };
}

const oracle = { vendor: 'oracle-managed-cloud' };
const request = { endpoint: 'erp', operation: 'run-config', expiresIn: '1h' };

test('warns once, to standard error, when the vendor is known', async () => {
  const { out, err } = outputs();
  const warner = createWarner(request);
  await warner.warn({});
  expect([err(), warner.isDone()]).toEqual(['', false]);
  await warner.warn(oracle);
  await warner.warn(oracle);
  expect(err()).toMatch(
    /^Warning: oracle-managed-cloud: a job can be stopped only .*\.\n {2}What to do: call it off .*\.\n$/,
  );
  expect([out(), warner.isDone()]).toEqual(['', true]);
});

test('with --json the warning is an event line', async () => {
  const { out, err } = outputs();
  await createWarner(request, true).warn(oracle);
  expect(JSON.parse(out())).toEqual({
    event: 'warning',
    ...oracle,
    about: 'cancel',
    message: expect.stringContaining('only while it waits'),
    whatToDo: expect.stringContaining('reeve stop'),
  });
  expect(err()).toBe('');
});

test.each([
  ['a vendor that can stop what runs', { vendor: 'cisco-prime' }, { ...request, operation: 'deploy-template' }],
  ['a vendor that this version does not know', { vendor: 'tomorrow' }, request],
  ['a job that is over', { ...oracle, closedAt: '2026-01-01T00:00:00Z' }, request],
  ['a job that is not to be stopped', oracle, { ...request, onStop: 'leave' as const }],
])('says nothing of %s', async (_, from, asked) => {
  const { out, err } = outputs();
  await createWarner(asked).warn(from);
  expect([out(), err()]).toEqual(['', '']);
});
