import { mkdir, writeFile } from 'node:fs/promises';
import type { BenchReport } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { performancePage } from './performance-page.ts';
import { plotsOf } from './plots.ts';

const DOCS = new URL('../../docs/', import.meta.url);

/** Writes docs/performance.md and its pictures from what was measured. */
export async function writeDocs(report: BenchReport, scenarios: readonly Scenario[]): Promise<void> {
  const plots = plotsOf(report);
  await mkdir(new URL('plots/', DOCS), { recursive: true });
  for (const [file, svg] of plots) await writeFile(new URL(`plots/${file}`, DOCS), svg);
  await writeFile(new URL('performance.md', DOCS), performancePage(report, scenarios, plots.keys()));
}
