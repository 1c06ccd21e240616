import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answerer, history, operated, startLoopback, summaries } from './__fixtures__/loopback.ts';
import { resume, suspend } from './suspend.ts';

const context = { signal: new AbortController().signal };
const job = (jobName: string, id: string | undefined, jobStatus: string) => ({ '@id': id, jobName, jobStatus });

let loopback: Awaited<ReturnType<typeof startLoopback>>;
afterEach(() => loopback.stop());

/** A Prime with these jobs, whose operations answer this. */
function prime(rows: ReturnType<typeof job>[], result: ReturnType<typeof operated>, past: object[] = []): Answerer {
  return ({ path }) => {
    if (path === 'data/JobSummary') return summaries(rows);
    return path === 'op/jobService/runhistory' ? history(past as Record<string, unknown>[]) : result;
  };
}

const handles = (...names: string[]) => names.map((jobName) => ({ jobName }));
const changes = () =>
  loopback.calls.filter(({ method }) => method === 'PUT').map(({ path, body }) => [path, body.match(/\d+(?=[<,\]])/g)]);

describe.each(['xml', 'json'] as const)('in %s', (format) => {
  test('a suspend is one call for all, by the ids of the definitions, with a reply for each in order', async () => {
    const rows = [job('a', '1', 'SCHEDULED'), job('b', '2', 'SCHEDULED'), job('c', '3', 'SCHEDULED')];
    const past = [{ jobId: 70, jobName: 'c' }];
    loopback = await startLoopback(format, prime(rows, operated(['1', '70'], ['2']), past));
    expect(await suspend(loopback.api, handles('b', 'gone', 'c', 'a'), context)).toEqual([
      { reply: 'refused', why: 'Failure of 2 / Failure' },
      { reply: 'unknownJob', why: 'prime-lab: job gone: Prime does not know it' },
      { reply: 'accepted', note: expect.stringMatching(/trigger .* off .* runs on/) },
      { reply: 'accepted', note: expect.stringMatching(/trigger .* off .* runs on/) },
    ]);
    expect(changes()).toEqual([['op/jobService/suspend', ['2', '70', '1']]]);
  });

  test('what is done already is not asked for again, so that a second try is not refused', async () => {
    const rows = [job('off', '1', 'SUSPENDED'), job('on', '2', 'SCHEDULED'), job('dead', '3', 'CANCELLED')];
    loopback = await startLoopback(format, prime(rows, operated(['1', '2'], ['3'])));
    const accepted = { reply: 'accepted', note: expect.any(String) };
    const refused = { reply: 'refused', why: expect.any(String) };
    const all = handles('off', 'on', 'dead');
    expect(await suspend(loopback.api, all, context)).toEqual([accepted, accepted, refused]);
    expect(await resume(loopback.api, all, context)).toEqual([accepted, accepted, refused]);
    expect(await suspend(loopback.api, handles('off'), context)).toEqual([accepted]);
    expect(changes()).toEqual([
      ['op/jobService/suspend', ['2', '3']],
      ['op/jobService/resume', ['1', '3']],
    ]);
  });

  test('no word on an id, and no id at all, are errors of that job alone', async () => {
    const rows = [job('a', '1', 'SCHEDULED'), job('silent', '2', 'SCHEDULED'), job('bare', undefined, 'SCHEDULED')];
    loopback = await startLoopback(format, prime(rows, operated(['1'])));
    expect(await suspend(loopback.api, handles('a', 'silent', 'bare'), context)).toEqual([
      { reply: 'accepted', note: expect.any(String) },
      expect.objectContaining({ type: 'UnexpectedResponse', message: expect.stringContaining('no word on id 2') }),
      expect.objectContaining({ type: 'UnexpectedResponse', message: expect.stringContaining('no id to suspend it') }),
    ]);
  });

  test('a result counts whatever its status, and a call that fails is thrown', async () => {
    const rows = [job('a', '1', 'SCHEDULED')];
    loopback = await startLoopback(format, prime(rows, { status: 400, ...operated([], ['1']) }));
    expect(await suspend(loopback.api, handles('a'), context)).toMatchObject([{ reply: 'refused' }]);
    await loopback.stop();
    loopback = await startLoopback(format, prime(rows, { status: 403, text: '<html></html>' }));
    await expect(suspend(loopback.api, handles('a'), context)).rejects.toMatchObject({ type: 'Forbidden' });
  });

  test('nothing is sent for no jobs', async () => {
    loopback = await startLoopback(format, prime([], operated([])));
    expect(await resume(loopback.api, [], context)).toEqual([]);
    expect(loopback.calls).toEqual([]);
  });
});
