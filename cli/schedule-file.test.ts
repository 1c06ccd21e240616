import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { checkSchedule } from '../client/index.ts';
import type { Problem } from '../contract/request.ts';
import { checkParams } from '../vendors/params.ts';
import { readScheduleFile } from './schedule-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-schedule-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

const check = async (name: string, definition: unknown) => {
  const problems: Problem[] = [];
  checkSchedule(name, definition, problems);
  return problems;
};

async function read(text: string) {
  const path = join(folder, 'schedules.yaml');
  await writeFile(path, text);
  return await readScheduleFile(path, check);
}

const JOB = '{ endpoint: lab, operation: run, params: { jobId: x }, expiresIn: 1h }';

test('schedules by name', async () => {
  const definitions = await read(
    `schedules:\n  a:\n    cron: 0 2 * * *\n    job: ${JOB}\n  7:\n    every: 6h\n    job: ${JOB}\n`,
  );
  expect(new Set(Object.keys(definitions))).toEqual(new Set(['7', 'a']));
  expect(definitions.a).toMatchObject({ cron: '0 2 * * *', job: { endpoint: 'lab' } });
});

test('all mistakes at once, each with its line, in their order', async () => {
  const text = `# a file
schedules:
  twice:
    cron: 0 2 * * *
    job: ${JOB}
  dead:
    cron:
      - 0 2 * * *
      - 0 0 30 FEB *
    timeZone: Mars/Olympus
    job:
      endpoint: lab
      operation: run
      expiresIn: soon
  twice:
    every: 6h
    every: 7h
    jiter: 5m
    job: ${JOB}
  jobless:
    calendars:
      - hour: 2
        day: 7
  empty:
extra: 1
`;
  const error = await read(text).catch((thrown) => thrown);
  expect(error).toMatchObject({ name: 'ConfigurationError' });
  expect(error.problems).toEqual([
    expect.stringMatching(/^line 9: dead\.cron\.1: found "0 0 30 FEB \*", which never fires/),
    expect.stringMatching(/^line 10: dead\.timeZone: found "Mars\/Olympus", expected an IANA time zone/),
    expect.stringMatching(/^line 14: dead\.job\.expiresIn: found "soon"/),
    'line 15: twice: two schedules of one name, the first is on line 3',
    'line 17: a field that stands there twice',
    expect.stringMatching(/^line 18: twice\.jiter: found an unknown field/),
    expect.stringMatching(/^line 20: jobless\.job: found nothing, expected a job request/),
    expect.stringMatching(/^line 23: jobless\.calendars\.0\.day: found an unknown field/),
    expect.stringMatching(/^line 24: empty: found null, expected an object/),
    expect.stringMatching(/^line 25: extra: found an unknown field, expected schedules/),
  ]);
});

test.each([
  ['no YAML', 'schedules: [', /line 1|line 2/],
  ['nothing', '', /line 1: schedules: expected schedules by name/],
  ['a list', '- a\n- b\n', /schedules: expected schedules by name/],
])('%s', async (_, text, words) => {
  await expect(read(text)).rejects.toThrow(words);
});

test('a file that is not there', async () => {
  await expect(readScheduleFile(join(folder, 'none.yaml'), check)).rejects.toThrow(/there is no such file/);
});

test('the file in the documentation is a good one, its parameters too', async () => {
  const page = await readFile(new URL('../docs/schedules.md', import.meta.url), 'utf8');
  const [, file = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const definitions = await read(file);
  expect(Object.keys(definitions)).toEqual(['nightly-audit', 'quarterly-push']);
  const [audit, push] = Object.values(definitions).map(({ job }) => job.params);
  expect(checkParams('symantec-ccs', 'run', audit)).not.toHaveProperty('problems');
  expect(checkParams('riverbed-cmc', 'push', push)).not.toHaveProperty('problems');
});
