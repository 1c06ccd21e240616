import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, jest, test } from '@jest/globals';
import type { JobRecord, RecordedJob } from '../client/index.ts';
import { fakeTerminal } from '../test/harness/fake-terminal.ts';
import { Interrupted } from './interrupted.ts';
import { watchList } from './watch-list.ts';
import type { Listing } from './watched-jobs.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

const job = (id: string, more: Partial<JobRecord> = {}): JobRecord => ({
  id,
  runId: 'r',
  status: 'RUNNING',
  state: 'running',
  labels: [],
  startedAt: '2027-01-31T12:00:00.000Z',
  historyLength: 9,
  ...more,
});
const away = () => Object.assign(new Error('no answer'), { name: 'TemporalUnreachable' });

/** Answers each list in turn; with the last one the watching is interrupted. */
function script(
  lists: (JobRecord[] | Error)[],
  records: Record<string, Partial<RecordedJob> | Partial<RecordedJob>[]> = {},
) {
  const controller = new AbortController();
  const asked: string[] = [];
  const reeve = {
    list: async () => {
      const [next = []] = lists.splice(0, 1);
      if (lists.length === 0) setImmediate(() => controller.abort(new Interrupted('the jobs go on')));
      if (next instanceof Error) throw next;
      return next;
    },
    count: async () => 312,
    job: (id: string) => ({
      record: async () => {
        asked.push(id);
        const record = records[id] ?? {};
        return { ...job(id), pending: [], ...(Array.isArray(record) ? record.shift() : record) };
      },
    }),
  } as unknown as Listing;
  return { reeve, asked, signal: controller.signal };
}

function printed(): () => string[] {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  return () => write.mock.calls.join('').split('\n').filter(Boolean);
}

test('on a terminal: a live table, which an interruption leaves standing', async () => {
  const { stream, written } = fakeTerminal({ columns: 100, rows: 20 });
  const pending = [{ activity: 'awaitJob', attempt: 2, message: 'RUNNING 25 %' }];
  const { reeve, signal } = script([[job('a')], [job('a')]], { a: { pending } });
  const watching = watchList(reeve, {}, { format: 'table', stream, signal, everyMs: 1 });
  await expect(watching).rejects.toThrow('the jobs go on');
  expect(stripVTControlCharacters(written())).toMatch(/1 job: 1 running[\s\S]*a +running +████░{12} {2}25 %/);
});

test('to a pipe: a line for each change and no more, and no control characters', async () => {
  const lines = printed();
  const lists = [[job('a')], [job('a')], [job('a', { state: 'failed', status: 'FAILED', closedAt: 'x' })], []];
  const { reeve, signal } = script(lists, { a: {} });
  const { stream } = fakeTerminal();
  await expect(watchList(reeve, {}, { format: 'table', stream, signal, everyMs: 1 })).rejects.toThrow(Interrupted);
  expect(lines().map((line) => line.replace(/^\S+/, 'at'))).toEqual(['at  a: running', 'at  a: failed']);
});

test('with -o json: the jobs that have changed, a line each', async () => {
  const lines = printed();
  const { reeve, signal } = script([[job('a'), job('b')], [job('b'), job('a', { cause: 'request' })], []], {
    a: { cause: 'request' },
  });
  const { stream } = fakeTerminal({ columns: 80, rows: 24 });
  await expect(watchList(reeve, {}, { format: 'json', stream, signal, everyMs: 1 })).rejects.toThrow(Interrupted);
  expect(lines().map((line) => JSON.parse(line).id)).toEqual(['a', 'b']);
});

const many = Array.from({ length: 120 }, (_, at) => job(`a${at}`));

test('more jobs than a terminal has lines: those that it shows are looked at, and all are counted', async () => {
  const { stream, written } = fakeTerminal({ columns: 100, rows: 14 });
  const { reeve, signal, asked } = script([many]);
  const watching = watchList(reeve, { limit: 120 }, { format: 'table', stream, signal, everyMs: 1000 });
  await expect(watching).rejects.toThrow(Interrupted);
  expect(asked).toEqual(many.slice(0, 10).map(({ id }) => id));
  expect(stripVTControlCharacters(written())).toMatch(/showing 10 of 312 jobs, 120 watched: 120 running\n/);
});

test('to a pipe: all that are listed are looked at, and it is said once that there are more', async () => {
  const lines = printed();
  const notes = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { reeve, signal, asked } = script([many, many, []]);
  const { stream } = fakeTerminal();
  const watching = watchList(reeve, { limit: 120 }, { format: 'json', stream, signal, everyMs: 1 });
  await expect(watching).rejects.toThrow(Interrupted);
  expect(new Set(asked).size).toBe(120);
  expect(lines()).toHaveLength(120);
  expect(notes.mock.calls).toEqual([['The newest 120 of 312 such jobs are watched: see --limit.\n']]);
});

test('a job that leaves the filter stays, and how it ended is told', async () => {
  const lines = printed();
  const ended = { state: 'succeeded', status: 'COMPLETED', closedAt: 'x', outcome: { state: 'succeeded' } } as const;
  const { reeve, signal, asked } = script([[job('a')], [], [], []], { a: [{}, ended] });
  const { stream } = fakeTerminal();
  const watching = watchList(reeve, { running: true }, { format: 'table', stream, signal, everyMs: 1 });
  await expect(watching).rejects.toThrow(Interrupted);
  expect(lines().at(-1)).toMatch(/a: succeeded, 100 %$/);
  // A job that is over is not asked for again.
  expect(asked).toEqual(['a', 'a']);
});

test('Temporal’s being away for a while is told, and does not end the watching', async () => {
  const lines = printed();
  const { reeve, signal } = script([[job('a')], away(), away(), [job('a', { state: 'queued' })], []], {});
  const { stream } = fakeTerminal();
  await expect(watchList(reeve, {}, { format: 'table', stream, signal, everyMs: 1 })).rejects.toThrow(Interrupted);
  expect(lines().filter((line) => line.includes('What is shown is old: no answer'))).toHaveLength(1);
});

test('an error at first, or one of another kind, ends it', async () => {
  const { stream } = fakeTerminal();
  const input = { format: 'table', stream, everyMs: 1 } as const;
  const first = script([away(), []]);
  await expect(watchList(first.reeve, {}, { ...input, signal: first.signal })).rejects.toThrow('no answer');
  printed();
  const later = script([[job('a')], new Error('a mistake'), []]);
  await expect(watchList(later.reeve, {}, { ...input, signal: later.signal })).rejects.toThrow('a mistake');
});
