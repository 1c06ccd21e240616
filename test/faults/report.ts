import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { HARMS, sumOf } from './count.ts';
import { type Cell, isOver } from './matrix.ts';

const FOLDER = fileURLToPath(new URL('../../reports', import.meta.url));

const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

/** The faults in order, each with its cells. */
function byFault(cells: readonly Cell[]): [string, Cell[]][] {
  const groups = Map.groupBy(cells, ({ fault }) => fault.id);
  return [...groups].toSorted(([one], [other]) => Number(one.slice(1)) - Number(other.slice(1)));
}

const HEAD = [
  '',
  'fault',
  'vendors',
  'tries',
  'dupl.',
  'orph.',
  'lost',
  'wrong',
  'stuck',
  'other',
  'reported',
  'longest',
];

function rowsOf(cells: readonly Cell[]): string[][] {
  return byFault(cells).map(([id, group]) => {
    const sum = sumOf(group.map(({ counts }) => counts));
    const named = ['duplicates', 'orphans', 'lost', 'wrongOutcome', 'stuck'] as const;
    const other = HARMS.filter((harm) => !named.some((one) => one === harm)).reduce((all, harm) => all + sum[harm], 0);
    const isGood = group.every(({ status }) => status === 'passed');
    const numbers = [group.length, sum.tries, ...named.map((harm) => sum[harm]), other, sum.reported];
    const title = group[0]?.fault.title ?? '';
    return [isGood ? id : `${id} FAILED`, title, ...numbers.map(String), seconds(sum.longestRecoveryMs)];
  });
}

/** A row for each fault, for people at a terminal. */
export function tableOf(cells: readonly Cell[]): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  table.push(...rowsOf(cells));
  return table.toString();
}

/** What a report says of the run beside its cells. */
interface Run {
  name: string;
  seed: number;
  command: string;
}

/** The same as docs/reliability.md has it, with what was shortened and allowed. */
function markdownOf(cells: readonly Cell[], { command }: Run): string {
  const line = (fields: readonly string[]) => `| ${fields.join(' | ')} |`;
  const notes = byFault(cells).flatMap(([id, [cell]]) => {
    const { shortened, allows = {} } = cell?.fault ?? {};
    const allowed = Object.entries(allows).map(([what, why]) => `${what}: ${why}`);
    const words = [...(shortened === undefined ? [] : [shortened]), ...allowed].join('; ');
    return words === '' ? [] : [`- ${id}: ${words}.`];
  });
  const rows = [line(HEAD), line(HEAD.map(() => '---')), ...rowsOf(cells).map(line)];
  return [`Run on ${new Date().toISOString().slice(0, 10)} with \`${command}\`.`, '', ...rows, '', ...notes, ''].join(
    '\n',
  );
}

export function problemsOf(cells: readonly Cell[]): string[] {
  return cells.flatMap(({ fault, vendor, counts }) =>
    counts.problems.map((words) => `${fault.id} ${vendor}: ${words}`),
  );
}

/** Writes `reports/<name>.json`, and the table as `reports/<name>.md`, in one go; answers the path of the first. */
export function writeReport(cells: readonly Cell[], run: Run): string {
  const { name, seed, command } = run;
  const faults = Object.fromEntries(
    byFault(cells).map(([id, group]) => {
      const { title, shortened, allows } = group[0]?.fault ?? {};
      const vendors = Object.fromEntries(group.map(({ vendor, counts, ms }) => [vendor, { ...counts, ms }]));
      return [id, { title, shortened, allows, ...sumOf(group.map(({ counts }) => counts)), vendors }];
    }),
  );
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.json`);
  writeFileSync(path, `${JSON.stringify({ seed, at: new Date().toISOString(), command, faults }, null, 2)}\n`);
  writeFileSync(join(FOLDER, `${name}.md`), markdownOf(cells, run));
  return path;
}

/** How each cell stands, for the live display. */
export function progressOf(cells: readonly Cell[]): string {
  const playing = cells.filter(({ status }) => status === 'playing');
  const over = cells.filter(isOver);
  const failed = over.filter(({ status }) => status === 'failed');
  const lines = playing.map(({ fault, vendor, done, tries }) => `  ${fault.id} ${vendor}: ${done}/${tries}`);
  return [`${over.length} of ${cells.length} done, ${failed.length} failed`, ...lines].join('\n');
}

export function lineOf({ fault, vendor, counts, status, ms }: Cell): string {
  const longest = `longest recovery ${seconds(counts.longestRecoveryMs)}`;
  return `${status === 'passed' ? 'ok    ' : 'FAILED'} ${fault.id} ${vendor}: ${counts.tries} tries, ${longest}, took ${seconds(ms)}`;
}
