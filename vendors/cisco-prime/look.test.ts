import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answerer, type Given, history, startLoopback, summaries } from './__fixtures__/loopback.ts';

const context = { signal: new AbortController().signal };
const RUNNING = { jobStatus: 'SCHEDULED', runStatus: 'RUNNING', resultStatus: 'UNKNOWN' };
const row = (jobName: string, more: object) => ({ '@id': '7', jobName, jobType: 'Deploy', ...more });

let loopback: Awaited<ReturnType<typeof startLoopback>>;
afterEach(() => loopback.stop());

describe.each(['xml', 'json'] as const)('a look in %s', (format) => {
  async function look(names: (string | object)[], answerer: Answerer) {
    loopback = await startLoopback(format, answerer);
    return loopback.vendor.look(
      names.map((name) => (typeof name === 'string' ? { jobName: name } : name)) as never,
      context,
    );
  }

  test('reads many jobs in one call, each at its place', async () => {
    const rows = [
      row('c', { jobStatus: 'COMPLETED', runStatus: 'COMPLETED', resultStatus: 'SUCCESS', runId: '9007199254740993' }),
      row('a', { ...RUNNING, runId: '25' }),
      row('b', { jobStatus: 'SCHEDULED', nextRunTime: '2026-06-20T01:56:27.247+10:00' }),
    ];
    const looked = await look(['a', 'b', 'gone', 'c'], () => summaries(rows));
    expect(loopback.calls.map(({ path, query }) => [path, query.get('jobName'), query.get('.full')])).toEqual([
      ['data/JobSummary', 'in("a","b","gone","c")', 'true'],
    ]);
    expect(looked).toMatchObject([
      { state: 'running', words: 'SCHEDULED / RUNNING / UNKNOWN', handle: { jobName: 'a', jobId: '7', runId: '25' } },
      { state: 'queued', message: 'next run 2026-06-20T01:56:27.247+10:00' },
      { type: 'NotFound' },
      { state: 'succeeded', handle: { runId: '9007199254740993' } },
    ]);
    expect(looked[1]).not.toHaveProperty('handle');
  });

  test('says why jobs failed, each in its own words, with one more call', async () => {
    const at = { lastStartTime: '2026-06-20T01:56:27.247+10:00' };
    const failed = { jobStatus: 'COMPLETED', runStatus: 'COMPLETED', resultStatus: 'PARTIALSUCCESS', ...at };
    const run = (value: string, when: object) => ({
      ...when,
      results: {
        result: [
          { property: 'sw-1', value },
          { property: 'sw-2', value: 'ok' },
        ],
      },
    });
    const past = [
      {
        jobId: 1,
        jobName: 'a',
        runInstances: { runInstance: [run('old', { lastStartTime: 'before' }), run('no\n  route', at)] },
      },
      { jobId: 2, jobName: 'b', runInstances: { runInstance: [run('x'.repeat(2_000), {})] } },
    ];
    const looked = await look(['a', 'ok', 'b'], ({ path }) =>
      path === 'data/JobSummary' ? summaries([row('a', failed), row('b', failed), row('ok', RUNNING)]) : history(past),
    );
    expect(loopback.calls.map(({ query }) => query.get('jobName'))).toEqual(['in("a","ok","b")', 'in("a","b")']);
    expect(looked[0]).toMatchObject({ state: 'failed', message: 'sw-1: no route; sw-2: ok' });
    expect(looked[2]).toMatchObject({ state: 'failed', message: expect.stringMatching(/^sw-1: x+\.\.\.$/) });
    expect((looked[2] as { message: string }).message).toHaveLength(1_000);
  });

  test('tells the end even where the words cannot be read', async () => {
    const failed = row('a', { jobStatus: 'COMPLETED', runStatus: 'ABORTED', resultStatus: 'FAILURE' });
    const looked = await look(['a'], ({ path }) =>
      path === 'data/JobSummary' ? summaries([failed]) : { status: 500, text: '' },
    );
    expect(looked).toMatchObject([{ state: 'failed', message: expect.stringContaining('why could not be read') }]);
  });

  test.each<[string, object, unknown]>([
    ['no jobStatus', { runStatus: 'COMPLETED', resultStatus: 'SUCCESS' }, { type: 'UnexpectedResponse' }],
    ['no runStatus or resultStatus', { jobStatus: 'COMPLETED' }, { state: 'running' }],
    ['empty fields', { jobStatus: 'SUSPENDED', runStatus: '', resultStatus: '', runId: '' }, { state: 'suspended' }],
    ['a run that has not begun', { jobStatus: 'SCHEDULED', runStatus: 'CREATED', runId: '1' }, { state: 'queued' }],
  ])('of a row with %s', async (_name, fields, expected) => {
    const [looked] = await look(['a'], () => summaries([row('a', fields)]));
    expect(looked).toMatchObject(expected as object);
    expect(looked).not.toHaveProperty('handle');
  });

  test('does not take a missing row for an unknown job where the answer has gaps', async () => {
    const nameless = { '@id': '8', ...RUNNING };
    expect(await look(['a', 'b'], () => summaries([row('a', RUNNING), nameless]))).toMatchObject([
      { state: 'running' },
      { type: 'UnexpectedResponse' },
    ]);
    await loopback.stop();
    expect(await look(['b'], () => summaries([], 1))).toMatchObject([{ type: 'UnexpectedResponse' }]);
    await loopback.stop();
    expect(await look(['b'], () => summaries([]))).toMatchObject([{ type: 'NotFound' }]);
  });

  test('keeps to the run and the job that it watches', async () => {
    const rows = [
      { ...row('two', RUNNING), '@id': '1', runId: '5', jobType: 'A' },
      { ...row('two', { jobStatus: 'SUSPENDED' }), '@id': '2', jobType: 'B' },
      row('again', { ...RUNNING, runId: '16' }),
    ];
    const handles = [
      { jobName: 'two', jobId: '2' },
      { jobName: 'two' },
      { jobName: 'again', runId: '15' },
      { jobName: 'again', runId: '16' },
    ];
    expect(await look(handles, () => summaries(rows))).toMatchObject([
      { state: 'suspended' },
      { type: 'Conflict', message: expect.stringContaining('1 (A), 2 (B)') },
      { type: 'NotFound', message: expect.stringContaining('run 15 is over') },
      { state: 'running' },
    ]);
  });

  test('of names that are too long for one request line goes in parts', async () => {
    const names = Array.from({ length: 50 }, (_, at) => `${'n'.repeat(200)}${at}`);
    const looked = await look(names, ({ query }) => {
      const asked = [...(query.get('jobName') ?? '').matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
      return summaries(asked.map((name) => row(name, RUNNING)));
    });
    expect(loopback.calls.length).toBe(3);
    expect(looked.map((each) => (each as { state: string }).state)).toEqual(names.map(() => 'running'));
  });

  test.each<[string, Given]>([
    ['HTML with 200', { text: '<html><title>Login</title></html>' }],
    ['a cut answer', { text: format === 'xml' ? '<queryResponse><enti' : '{"queryResponse":{"enti' }],
    ['another document', { document: { errorDocument: { message: 'x' } } }],
    ['404 for the whole list', { status: 404, text: '<html></html>' }],
  ])('that is answered with %s is no end of a job', async (_name, given) => {
    await expect(look(['a'], () => given)).rejects.toMatchObject({ type: 'UnexpectedResponse' });
  });

  test('that is answered with over 4 MiB is no end of a job', async () => {
    const looking = look(['a'], () => ({ text: ' '.repeat(4_400_000) }));
    await expect(looking).rejects.toMatchObject({ type: 'UnexpectedResponse' });
  });
});
