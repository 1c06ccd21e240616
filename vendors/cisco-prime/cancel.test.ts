import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answerer, type Got, history, operated, startLoopback, summaries } from './__fixtures__/loopback.ts';

const context = { signal: new AbortController().signal };
const running = (jobName: string, runId: string) => ({
  '@id': `1${runId}`,
  jobName,
  jobStatus: 'SCHEDULED',
  runStatus: 'RUNNING',
  runId,
});
const scheduled = (jobName: string, id: string) => ({ '@id': id, jobName, jobStatus: 'SCHEDULED' });
const over = (jobName: string) => ({
  '@id': '3',
  jobName,
  jobStatus: 'COMPLETED',
  runStatus: 'CANCELLED',
  resultStatus: 'CANCELLED',
  runId: '33',
});

/** From the text, for JSON.parse loses digits past 2^53. */
const idsIn = ({ body }: Got): string[] => body.match(/\d+(?=[<,\]])/g) ?? [];

let loopback: Awaited<ReturnType<typeof startLoopback>>;
afterEach(() => loopback.stop());

/** A vendor whose rows are those of the first read, then of the second; `refuses` are ids that fail. */
function prime(
  reads: object[][],
  { refuses = [] as string[], silent = [] as string[], past = [] as object[] } = {},
): Answerer {
  const left = [...reads];
  return (got) => {
    if (got.path === 'data/JobSummary')
      return summaries((left.length > 1 ? left.shift() : left[0]) as Record<string, unknown>[]);
    if (got.path === 'op/jobService/runhistory') return history(past as Record<string, unknown>[]);
    const ids = idsIn(got).filter((id) => !silent.includes(id));
    return operated(
      ids.filter((id) => !refuses.includes(id)),
      ids.filter((id) => refuses.includes(id)),
    );
  };
}

describe.each(['xml', 'json'] as const)('a cancel in %s', (format) => {
  async function cancel(names: string[], answerer: Answerer) {
    loopback = await startLoopback(format, answerer);
    return loopback.vendor.cancel(
      names.map((jobName) => ({ handle: { jobName }, secondsLeft: null, rung: 0 })),
      context,
    );
  }
  const changes = () => loopback.calls.filter(({ method }) => method === 'PUT').map((got) => [got.path, idsIn(got)]);

  test('stops runs in one call and schedules in another, each with its own answer', async () => {
    const rows = [running('a', '15'), scheduled('s', '40'), running('b', '25'), over('o'), scheduled('t', '41')];
    const replies = await cancel(['a', 's', 'gone', 'b', 'o', 't'], prime([rows], { refuses: ['25', '41'] }));
    expect(replies).toEqual([
      { reply: 'accepted' },
      { reply: 'accepted' },
      { reply: 'unknownJob' },
      { reply: 'refused', why: 'Failure of 25 / Failure' },
      { reply: 'alreadyOver' },
      { reply: 'refused', why: 'Failure of 41 / Failure' },
    ]);
    expect(changes().sort(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ['op/jobService/cancel', ['40', '41']],
      ['op/jobService/cancelrunning', ['15', '25']],
    ]);
  });

  test('that was refused because the job is over by now says so', async () => {
    const rows = [[running('a', '15'), running('b', '33'), running('c', '35')], [over('b')]];
    const replies = await cancel(['a', 'b', 'c'], prime(rows, { refuses: ['33', '35'] }));
    expect(replies).toEqual([{ reply: 'accepted' }, { reply: 'alreadyOver' }, { reply: 'unknownJob' }]);
  });

  test('of a job whose run begins meanwhile stops that run too', async () => {
    const rows = [[scheduled('s', '40')], [{ ...running('s', '15'), '@id': '40', jobStatus: 'CANCELLED' }]];
    expect(await cancel(['s'], prime(rows))).toEqual([{ reply: 'accepted' }]);
    expect(changes()).toEqual([
      ['op/jobService/cancel', ['40']],
      ['op/jobService/cancelrunning', ['15']],
    ]);
  });

  test("takes runhistory's id of a job where it tells one", async () => {
    const past = [
      { jobId: 4_000, jobName: 's' },
      { jobId: 5, jobName: 'other' },
    ];
    expect(await cancel(['s'], prime([[scheduled('s', '40')]], { past }))).toEqual([{ reply: 'accepted' }]);
    expect(changes()).toEqual([['op/jobService/cancel', ['4000']]]);
  });

  test('asks once for two asks of one run, with all digits of its id', async () => {
    const replies = await cancel(['a', 'a'], prime([[running('a', '9223372036854775807')]]));
    expect(replies).toEqual([{ reply: 'accepted' }, { reply: 'accepted' }]);
    expect(loopback.calls[1]?.body).toMatch(/[^"]9223372036854775807[^"\d]/);
    expect(loopback.calls.length).toBe(2);
  });

  test('that is answered without a word on an id is not answered', async () => {
    const vendor = prime([[running('a', '15'), running('b', '25')]], { silent: ['25'] });
    const unanswered = { type: 'UnexpectedResponse', message: expect.stringContaining('25') };
    expect(await cancel(['a', 'b'], vendor)).toEqual([{ reply: 'accepted' }, expect.objectContaining(unanswered)]);
    expect(changes()).toEqual([['op/jobService/cancelrunning', ['15', '25']]]);
  });

  test('stops the others where one job cannot be read', async () => {
    const rows = [running('a', '15'), { jobName: 'odd' }];
    const unread = expect.objectContaining({ type: 'UnexpectedResponse' });
    expect(await cancel(['odd', 'a'], prime([rows]))).toEqual([unread, { reply: 'accepted' }]);
    expect(changes()).toEqual([['op/jobService/cancelrunning', ['15']]]);
  });

  test('stops schedules even where the call for runs fails', async () => {
    const vendor = prime([[running('a', '15'), scheduled('s', '40')]]);
    const broken: Answerer = (got) => (got.path.endsWith('cancelrunning') ? { status: 500, text: '' } : vendor(got));
    await expect(cancel(['a', 's'], broken)).rejects.toMatchObject({ type: 'Unavailable' });
    expect(changes().map(([path]) => path)).toContain('op/jobService/cancel');
  });

  test('takes the result of an operation whatever its status', async () => {
    const vendor = prime([[running('a', '15')]], { refuses: ['15'] });
    const replies = await cancel(['a'], (got) => ({
      ...vendor(got),
      ...(got.method === 'PUT' ? { status: 400 } : {}),
    }));
    expect(replies).toEqual([{ reply: 'refused', why: 'Failure of 15 / Failure' }]);
  });

  test('of nothing that runs or waits changes nothing', async () => {
    expect(await cancel(['o', 'gone'], prime([[over('o')]]))).toEqual([
      { reply: 'alreadyOver' },
      { reply: 'unknownJob' },
    ]);
    expect(changes()).toEqual([]);
  });
});
