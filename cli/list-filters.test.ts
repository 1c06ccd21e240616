import { expect, test } from '@jest/globals';
import { Command } from 'commander';
import type { ListOptions } from '../client/index.ts';
import { addFilterOptions, type FilterOptions, readFilter } from './list-filters.ts';

const NOW_MS = Date.parse('2027-01-31T12:00:00Z');

async function filter(...typed: string[]): Promise<ListOptions> {
  const command = addFilterOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await command.parseAsync(typed, { from: 'user' });
  return await readFilter(command.opts<FilterOptions>(), { limit: 7 }, NOW_MS);
}

test('what is typed becomes the filter of the client', async () => {
  expect(await filter()).toEqual({ limit: 7 });
  const typed = ['--vendor', 'symantec-ccs', '--endpoint', 'ccs', '--operation', 'run', '--state', 'failed,canceled'];
  const more = ['--state', 'queued', '--label', 'a', '--label', 'b,c', '--out-of-sight', '--stop-unconfirmed'];
  more.push('--schedule', 'nightly');
  expect(await filter(...typed, ...more)).toEqual({
    limit: 7,
    vendor: 'symantec-ccs',
    endpoint: 'ccs',
    operation: 'run',
    state: ['failed', 'canceled', 'queued'],
    label: ['a', 'b,c'],
    schedule: 'nightly',
    outOfSight: true,
    stopUnconfirmed: true,
  });
});

test.each([
  ['90m', '2027-01-31T10:30:00.000Z'],
  ['2 days', '2027-01-29T12:00:00.000Z'],
  ['2027-01-30', '2027-01-30T00:00:00.000Z'],
  ['2027-01-30T08:00+01:00', '2027-01-30T07:00:00.000Z'],
])('--since %s is %s', async (typed, time) => {
  const { since, until } = await filter('--since', typed, '--until', typed);
  expect([since?.toISOString(), until?.toISOString()]).toEqual([time, time]);
});

test.each([
  ['an unknown vendor', ['--vendor', 'cisco'], '--vendor: found "cisco", expected one of cisco-prime, lenovo-xclarity'],
  ['an unknown state', ['--state', 'failed,done'], '--state: found ["failed","done"], expected one or more of queued'],
  ['a state that is empty', ['--state', ''], '--state: found [""]'],
  ['an endpoint that cannot be', ['--endpoint', 'Prime'], '--endpoint: found "Prime", expected an endpoint name'],
  ['an unknown operation', ['--operation', 'dance'], '--operation: found "dance", expected one of deploy-template'],
  [
    "another vendor's operation",
    ['--vendor', 'symantec-ccs', '--operation', 'push'],
    '--operation: found "push", expected one of run',
  ],
  ['an empty label', ['--label', ''], '--label: found [""], expected one or more words'],
  ['a time that is none', ['--since', 'yesterday'], '--since: found "yesterday", expected a duration such as \'90s\''],
  ['a time without its zone', ['--until', '2027-01-31T12:00'], '--until: found "2027-01-31T12:00"'],
  ['a day that is none', ['--since', '2027-02-30T00:00:99Z'], '--since: found'],
])('%s is refused with what is allowed', async (_, typed, words) => {
  await expect(filter(...typed)).rejects.toThrow(words);
});

test('all mistakes are told at once', async () => {
  const typed = ['--vendor', 'x', '--state', 'y', '--since', 'z'];
  await expect(filter(...typed)).rejects.toMatchObject({
    problems: [{ field: '--state' }, { field: '--vendor' }, { field: '--since' }],
  });
});
