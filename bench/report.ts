import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { tableOf } from '../cli/table.ts';
import { type Judged, targetText } from './judge.ts';
import type { Unit } from './scenario.ts';

/** How a scenario was run: what its figures are worth. */
export interface RunOf {
  at: string;
  command: string;
  isShort: boolean;
  /** Of the full size. */
  part: number;
  machine: string;
  /** How busy the machine was with something else when it began: its load average of a minute. */
  loadBefore: number;
  turns: number;
}

/** `reports/bench.json`. A figure is the median of its turns; `name.least` and `name.greatest` are its spread. */
export interface BenchReport {
  scenarios: Record<string, Record<string, number>>;
  runs: Record<string, RunOf>;
}

export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${memory} GiB, Node ${process.versions.node}`;
}

export async function readReport(path: string): Promise<BenchReport> {
  try {
    return { scenarios: {}, runs: {}, ...JSON.parse(await readFile(path, 'utf8')) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { scenarios: {}, runs: {} };
    throw error;
  }
}

/** Keeps what was measured of other scenarios before. */
export async function addToReport(path: string, name: string, judged: readonly Judged[], run: RunOf): Promise<void> {
  const report = await readReport(path);
  report.scenarios[name] = figuresOf(judged);
  report.runs[name] = run;
  await writeReport(path, report);
}

export async function writeReport(path: string, report: BenchReport): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
}

function figuresOf(judged: readonly Judged[]): Record<string, number> {
  const entries = judged
    .filter(({ median }) => !Number.isNaN(median))
    .flatMap(({ figure: { name }, median, least, greatest, turns }) => [
      [name, rounded(median)] as const,
      ...(turns > 1
        ? [[`${name}.least`, rounded(least)] as const, [`${name}.greatest`, rounded(greatest)] as const]
        : []),
    ]);
  return Object.fromEntries(entries);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

const UNITS: Record<Unit, string> = { count: '', ratio: '', ms: ' ms', perSecond: '/s', bytes: ' B', kB: ' kB' };

/** A value as people read it: no more digits than it is worth. */
export function shown(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return 'not measured';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${Number(value.toFixed(digits))}${UNITS[unit]}`;
}

/** The figures of a scenario, for a terminal. */
export function linesOf(name: string, judged: readonly Judged[]): string {
  const rows = judged.map(({ figure, median, least, greatest, turns, verdict }) => {
    const spread = turns > 1 ? `${shown(least, figure.unit)} to ${shown(greatest, figure.unit)}` : '';
    return [figure.text, shown(median, figure.unit), spread, targetText(figure), verdict ?? ''];
  });
  return tableOf([name, 'median', 'spread', 'target', ''], rows);
}
