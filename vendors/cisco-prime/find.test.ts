import { afterEach, describe, expect, test } from '@jest/globals';
import type { StartContext } from '../../contract/vendor.ts';
import { type Answerer, startLoopback, summaries } from './__fixtures__/loopback.ts';
import { params } from './params.ts';

/** The vendor's clock is ten hours ahead of Temporal's; the start was wanted 30 s ago. */
const VENDOR_MS = Date.UTC(2026, 5, 20, 12, 0, 0);
const NOW_MS = VENDOR_MS - 36_000_000;
const date = new Date(VENDOR_MS).toUTCString();
const ago = (seconds: number) => new Date(VENDOR_MS - seconds * 1_000).toISOString();

const context: StartContext = {
  signal: new AbortController().signal,
  operation: 'deploy-template',
  stamp: 'rv-abcdefghijklmnop',
  intendedAtMs: NOW_MS - 30_000,
  nowMs: () => NOW_MS,
};
const wanted = (more: object = {}) =>
  params['deploy-template'].parse({ templateName: 'vlan', devices: [{ id: '1001' }], ...more });
const job = (jobName: string, more: object) => ({
  '@id': jobName.length,
  jobName,
  username: 'reeve',
  jobStatus: 'COMPLETED',
  runStatus: 'RUNNING',
  ...more,
});

let loopback: Awaited<ReturnType<typeof startLoopback>>;
afterEach(() => loopback.stop());

describe.each(['xml', 'json'] as const)('finding in %s', (format) => {
  async function find(answerer: Answerer, more: object = {}) {
    loopback = await startLoopback(format, (got) => ({ headers: { date }, ...answerer(got) }));
    return (await loopback.vendor.find(wanted(more), context)).map(({ vendorJobId }) => vendorJobId);
  }
  const among =
    (rows: object[]): Answerer =>
    () =>
      summaries(rows as Record<string, unknown>[]);

  test.each<[string, object, boolean]>([
    ['ran since', { lastStartTime: ago(29) }, true],
    ['ran within the margin', { lastStartTime: ago(31.9) }, true],
    ['ran before', { lastStartTime: ago(33) }, false],
    ['ran since and is over', { lastStartTime: ago(5), runStatus: 'COMPLETED', resultStatus: 'FAILURE' }, true],
    ['has an unreadable time', { lastStartTime: 'yesterday' }, true],
    ['waits to run at once', { jobStatus: 'SCHEDULED', runStatus: undefined, nextRunTime: ago(-1) }, true],
    ['waits to run tomorrow', { jobStatus: 'SCHEDULED', runStatus: undefined, nextRunTime: ago(-86_400) }, false],
    ['waits without a time', { jobStatus: 'SCHEDULED', runStatus: undefined }, true],
    ['was canceled before it ran', { jobStatus: 'CANCELLED', runStatus: undefined }, false],
    ["is another user's", { lastStartTime: ago(5), username: 'root' }, false],
    ['names no user', { lastStartTime: ago(5), username: undefined }, true],
  ])('a job that %s', async (_name, fields, isFound) => {
    expect(await find(among([job('a', fields)]))).toEqual(isFound ? ['a'] : []);
  });

  test.each<[string, object, boolean]>([
    ['waits for that time', { jobStatus: 'SCHEDULED', runStatus: undefined, nextRunTime: ago(-3_600) }, true],
    ['waits for another', { jobStatus: 'SCHEDULED', runStatus: undefined, nextRunTime: ago(-7_200) }, false],
    ['runs at once', { lastStartTime: ago(5) }, false],
    ['waits without a time', { jobStatus: 'SUSPENDED', runStatus: undefined }, true],
  ])('for a start in an hour, a job that %s', async (_name, fields, isFound) => {
    expect(await find(among([job('a', fields)]), { startTime: ago(-3_600) })).toEqual(isFound ? ['a'] : []);
  });

  test('for a start time that had passed already, a job that ran at once', async () => {
    expect(await find(among([job('a', { lastStartTime: ago(5) })]), { startTime: ago(900) })).toEqual(['a']);
  });

  test('for a start time that was over when Prime got it, a job that waits to run at once', async () => {
    const waits = { jobStatus: 'SCHEDULED', runStatus: undefined, nextRunTime: ago(1) };
    const early: StartContext = { ...context, intendedAtMs: NOW_MS - 600_000 };
    loopback = await startLoopback(format, () => ({ headers: { date }, ...summaries([job('a', waits)]) }));
    expect(await loopback.vendor.find(wanted({ startTime: ago(300) }), early)).toHaveLength(1);
  });

  test('keeps all that it cannot tell apart, and says by what it found them', async () => {
    const rows = [job('a', { lastStartTime: ago(5) }), job('bb', { lastStartTime: ago(6), jobType: 'Other' })];
    expect(await find(among(rows))).toEqual(['a', 'bb']);
    await loopback.stop();
    loopback = await startLoopback(format, (got) => ({ headers: { date }, ...among(rows)(got) }));
    expect(await loopback.vendor.find(wanted(), context)).toMatchObject([
      { by: 'content', handle: { jobName: 'a', jobId: '1' }, reading: { state: 'running' } },
      { by: 'content', handle: { jobName: 'bb', jobId: '2' } },
    ]);
    expect(loopback.calls[0]?.query.get('username')).toBe('"reeve"');
  });

  test('goes by the template where descriptions name it, and only then', async () => {
    const at = { lastStartTime: ago(5) };
    const rows = [
      job('a', { ...at, description: 'Deploy template vlan.' }),
      job('bb', { ...at, description: 'Deploy template vlan-guest' }),
      job('ccc', at),
    ];
    expect(await find(among(rows))).toEqual(['a', 'ccc']);
    await loopback.stop();
    expect(await find(among(rows.slice(1)))).toEqual(['bb', 'ccc']);
  });

  test('reads every page', async () => {
    const all = Array.from({ length: 1_203 }, (_, at) => ({
      ...job(`job-${at}`, { lastStartTime: ago(5) }),
      '@id': at + 1,
    }));
    const found = await find(({ query }) => {
      const first = Number(query.get('.firstResult'));
      return summaries(all.slice(first, first + Number(query.get('.maxResults'))), all.length);
    });
    expect(found).toHaveLength(1_203);
    expect(loopback.calls).toHaveLength(3);
  });

  test('asks on where the vendor sends smaller pages than it was asked for', async () => {
    const all = Array.from({ length: 250 }, (_, at) => ({
      ...job(`job-${at}`, { lastStartTime: ago(5) }),
      '@id': at + 1,
    }));
    const found = await find(({ query }) => {
      const first = Number(query.get('.firstResult'));
      return summaries(all.slice(first, first + 100), all.length);
    });
    expect(found).toHaveLength(250);
  });

  test.each<[string, Answerer]>([
    ['the same page comes again', () => summaries([job('a', {})], 900)],
    ['a row has no name', () => summaries([{ jobStatus: 'COMPLETED' }])],
    ['the vendor tells no time', () => ({ ...summaries([]), headers: { date: 'soon' } })],
    ['the answer is cut', () => ({ text: '<queryResp' })],
  ])('does not count as "none" where %s', async (_name, answerer) => {
    await expect(find(answerer)).rejects.toMatchObject({ type: 'UnexpectedResponse' });
  });
});
