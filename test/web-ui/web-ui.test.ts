import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { fetchHistories, replay } from '../harness/end-to-end-histories.ts';
import { until } from '../harness/end-to-end-until.ts';
import { findChromium, NO_CHROMIUM, openBrowser } from './browser.ts';
import { populate } from './populate.ts';
import { EXPECTED, PAGE, readQuestions } from './questions.ts';
import { type Stage, setStage } from './stage.ts';
import { JOB_VIEWS, visitAll } from './views.ts';

jest.setTimeout(120_000);
let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
  await populate(stage);
});
afterAll(async () => await stage[Symbol.asyncDispose](), 30_000);

async function idsOf(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of stage.reeve.client.workflow.list({ query })) ids.push(workflowId);
  return ids.sort((one, other) => one.localeCompare(other, 'en'));
}

test('the page asks twelve questions, each with a picture of its own', async () => {
  const questions = await readQuestions(Date.now());
  expect(questions).toHaveLength(12);
  expect(questions.map(({ image }) => image)).toEqual(Object.keys(EXPECTED));
});

test('each filter finds what its question asks for, and nothing else', async () => {
  for (const { title, query, image } of await readQuestions(Date.now())) {
    const expected = EXPECTED[image] ?? [];
    const isFound = (ids: string[]) =>
      ids.length === expected.length && expected.every((end, at) => ids[at]?.endsWith(end));
    // The list lags a moment behind the jobs.
    const found = async () => (isFound(await idsOf(query)) ? true : undefined);
    await until(`${title} (${query}) finds ${expected}`, found, () => idsOf(query), 5_000);
  }
});

const executable = await findChromium();
const inBrowser = executable === undefined ? test.skip : test;
// Not by the console, which `npm test` silences.
if (executable === undefined) process.stderr.write(`\n!! ${NO_CHROMIUM}: the browser's test is SKIPPED.\n\n`);

inBrowser('a real browser shows each list, and the texts of a job', async () => {
  const { browser, page } = await openBrowser(executable ?? '');
  const shown: string[] = [];
  try {
    await visitAll(page, stage, await readQuestions(Date.now()), async ({ image }) => shown.push(image));
  } finally {
    await browser.close();
  }
  expect(shown).toEqual([...Object.keys(EXPECTED), ...JOB_VIEWS.map(({ image }) => image)]);
});

test('every picture of the page is there, and none is large', async () => {
  const page = await readFile(PAGE, 'utf8');
  const images = [...page.matchAll(/\]\((images\/.*?\.png)\)/g)].map(([, path = '']) => path);
  expect(images).toHaveLength(Object.keys(EXPECTED).length + JOB_VIEWS.length);
  const sizes = await Promise.all(images.map(async (path) => (await stat(new URL(path, PAGE))).size));
  expect(Math.max(...sizes)).toBeLessThan(80_000);
});

/** Summaries go with commands as metadata: the SDK compares none of it with the history. */
test('histories replay whatever the summaries in them say, so that a summary may be changed at any time', async () => {
  const recorded = await fetchHistories(stage.reeve.client);
  let changed = 0;
  for (const event of recorded.flatMap(({ history }) => history.events ?? [])) {
    if (event.userMetadata?.summary?.data == null) continue;
    event.userMetadata.summary.data = Buffer.from('"of another version"');
    changed += 1;
  }
  expect(changed).toBeGreaterThan(20);
  expect(await replay(recorded)).toEqual([]);
});
