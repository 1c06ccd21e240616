import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { readReport } from '../report.ts';
import { performancePage } from './performance-page.ts';

const DOCS = new URL('../../docs/', import.meta.url);

test('docs/performance.md shows the figures that are kept', async () => {
  const kept = await readReport(fileURLToPath(new URL('performance.json', DOCS)));
  expect(await readFile(new URL('performance.md', DOCS), 'utf8')).toBe(performancePage(kept));
});
