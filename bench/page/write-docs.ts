import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BenchReport, readReport, writeReport } from '../report.ts';
import { performancePage } from './performance-page.ts';
import { plotsOf } from './plots.ts';

const DOCS = new URL('../../docs/', import.meta.url);
const KEPT = fileURLToPath(new URL('performance.json', DOCS));

/** Takes what was measured at full size into docs/performance.json, and makes docs/performance.md and its pictures of it. */
export async function writeDocs(measured: BenchReport): Promise<void> {
  const report = await readReport(KEPT);
  for (const [name, run] of Object.entries(measured.runs)) {
    if (run.isShort || run.part < 1) continue;
    report.runs[name] = run;
    report.scenarios[name] = measured.scenarios[name] ?? {};
  }
  await writeReport(KEPT, report);
  await mkdir(new URL('plots/', DOCS), { recursive: true });
  for (const [file, svg] of plotsOf(report)) await writeFile(new URL(`plots/${file}`, DOCS), svg);
  await writeFile(new URL('performance.md', DOCS), performancePage(report));
}
