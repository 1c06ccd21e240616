import { expect, test } from '@jest/globals';
import type { Problem } from '../contract/request.ts';
import { checkSchedule } from './schedules-check.ts';
import { createOptions } from './schedules-options.ts';

const NOW = Date.parse('2026-11-21T00:00:00Z');
const job = { endpoint: 'lab', operation: 'run', params: { jobId: 'x' }, expiresIn: '1h' };
const good = { cron: '0 2 * * *', job };

function check(more: object, name = 'nightly', nowMs: number | undefined = NOW) {
  const problems: Problem[] = [];
  const checked = checkSchedule(name, { ...good, ...more }, problems, nowMs);
  return { checked, problems };
}

test('what is left out has its default, the catch-up window too', () => {
  expect(check({}).checked?.settled).toEqual({
    cron: ['0 2 * * *'],
    calendars: [],
    skip: [],
    timeZone: 'UTC',
    overlap: 'skip',
    catchUpWindow: '10m',
    pauseOnFailure: false,
    job,
  });
});

test.each([
  ['a name with a slash', {}, 'a/b', 'name'],
  ['a name that begins with a sign', {}, '-a', 'name'],
  ['no times', { cron: undefined }, undefined, 'cron'],
  ['an empty list of times', { cron: [] }, undefined, 'cron'],
  ['calendars that are no list', { calendars: { hour: 2 } }, undefined, 'calendars'],
  ['an empty calendar', { calendars: [{}] }, undefined, 'calendars.0'],
  ['a field that a calendar does not have', { calendars: [{ day: 2 }] }, undefined, 'calendars.0.day'],
  ['a cron line that never fires', { cron: ['0 2 * * *', '0 0 30 2 *'] }, undefined, 'cron.1'],
  ['a calendar that never fires', { calendars: [{ month: 4, dayOfMonth: 31 }] }, undefined, 'calendars.0'],
  ['a window that is over', { until: '2026-11-20T00:00:00Z' }, undefined, 'until'],
  ['a window between two times', { from: '2027-01-01T03:00Z', until: '2027-01-02T01:00Z' }, undefined, 'until'],
  ['all of it skipped', { skip: [{ hour: 2 }] }, undefined, 'until'],
  ['a time without an offset', { from: '2027-01-01T00:00:00' }, undefined, 'from'],
  ['a day that there is not', { from: '2027-13-01T00:00:00Z' }, undefined, 'from'],
  ['an unknown time zone', { timeZone: 'Mars/Olympus' }, undefined, 'timeZone'],
  ['half seconds', { every: '1500ms' }, undefined, 'every'],
  ['an offset alone', { offset: '1m' }, undefined, 'offset'],
  ['an offset longer than its interval', { every: '1m', offset: '1m' }, undefined, 'offset'],
  ['a jitter that is none', { jitter: 'some' }, undefined, 'jitter'],
  ['an overlap that is none', { overlap: 'SKIP' }, undefined, 'overlap'],
  ['a catch-up window that the server would make longer', { catchUpWindow: '5s' }, undefined, 'catchUpWindow'],
  ['no runs at all', { runs: 0 }, undefined, 'runs'],
  ['a word for yes', { paused: 'yes' }, undefined, 'paused'],
  ['an unknown field', { jiter: '5m' }, undefined, 'jiter'],
  ['no job', { job: undefined }, undefined, 'job'],
  ['a job with a mistake', { job: { ...job, expiresIn: 'soon' } }, undefined, 'job.expiresIn'],
  ['a job with a key', { job: { ...job, key: 'k' } }, undefined, 'job.key'],
  ['a job that is there already', { job: { ...job, adopt: { id: 1 } } }, undefined, 'job.adopt'],
  [
    'a job that is left, and then another one',
    { overlap: 'cancelOther', job: { ...job, onStop: 'leave' } },
    undefined,
    'job.onStop',
  ],
  ['a job that is too large', { job: { ...job, params: { text: 'x'.repeat(2 ** 21) } } }, undefined, 'job'],
])('%s is refused', (_, more, name, field) => {
  const { checked, problems } = check(more, name);
  expect(problems.map((problem) => problem.field)).toEqual([field]);
  expect(checked).toBeUndefined();
});

test('all mistakes are told at once', () => {
  const wrong = { cron: ['0 25 * * *', '0 0 31 2 *'], timeZone: 'x', overlap: 7, runs: 'ten', job: { expiresIn: 1 } };
  const fields = check(wrong).problems.map(({ field }) => field);
  expect(fields).toEqual([
    ...['cron.0 (hour)', 'cron.1', 'timeZone', 'overlap', 'runs'],
    ...['job.endpoint', 'job.operation', 'job.expiresIn'],
  ]);
});

test('a schedule that has run its last is still a good one for a file', () => {
  const over = { until: '2026-01-01T00:00:00Z' };
  expect(check(over, 'old').checked).toBeUndefined();
  const problems: Problem[] = [];
  expect(checkSchedule('old', { ...good, ...over }, problems)).toBeDefined();
});

test('the action starts runJob as a client would, with what is known of every run', () => {
  const { checked } = check({ job: { ...job, labels: ['audit', 'for {{scheduledTime}}'] }, runs: 3 });
  if (checked === undefined) throw new Error('it was refused');
  const { scheduleId, action, state, policies } = createOptions(checked);
  expect({ scheduleId, state, policies }).toEqual({
    scheduleId: 'schedule/nightly',
    state: { paused: false, remainingActions: 3 },
    policies: { overlap: 'SKIP', catchupWindow: 600_000, pauseOnFailure: false },
  });
  expect(action).toMatchObject({ workflowType: 'runJob', workflowId: 'job/lab/nightly', taskQueue: 'reeve' });
  expect(action).not.toHaveProperty('retry');
  const attributes = action.typedSearchAttributes as { key: { name: string }; value: unknown }[];
  expect(Object.fromEntries(attributes.map(({ key, value }) => [key.name, value]))).toEqual({
    ReeveEndpoint: 'lab',
    ReeveOperation: 'run',
    ReeveState: 'queued',
    ReeveLabels: ['audit'],
  });
  expect(action.memo).toMatchObject({ reeveRequest: action.args?.[0], reeveSchedule: { name: 'nightly', runs: 3 } });
});
