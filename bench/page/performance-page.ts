import { targetText, type Verdict, verdictOf } from '../judge.ts';
import { type BenchReport, shown } from '../report.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { millionLines } from './million.ts';
import { plotsOf } from './plots.ts';

/** docs/performance.md, made from docs/performance.json: no figure in it is typed by hand. */
export function performancePage(report: BenchReport): string {
  return [
    '# Performance',
    '',
    'Made by `npm run bench -- --write-docs` from the last whole run of each scenario, kept in [performance.json](performance.json); do',
    'not edit. What each scenario does and how it is measured: [bench/README.md](../bench/README.md). Times and rates are those of the',
    'machine that is named; counts and ratios are what Reeve is judged by. A figure is the median of its turns. The load is what else',
    'the machine had to do: above its number of cores, times and rates say little.',
    '',
    ...SCENARIOS.flatMap((scenario) => sectionOf(scenario, report)),
    '## Plots',
    '',
    ...[...plotsOf(report).keys()].map((file) => `![${file.replace('.svg', '').replaceAll('-', ' ')}](plots/${file})`),
    '',
    '## A million waiting jobs',
    '',
    ...millionLines({ ...report.scenarios.waiting }),
    '',
  ].join('\n');
}

function sectionOf({ name, what, figures }: Scenario, { scenarios, runs }: BenchReport): string[] {
  const [measured, run] = [scenarios[name], runs[name]];
  if (measured === undefined || run === undefined) return [`## ${name}`, '', `${what}. Not measured yet.`, ''];
  return [
    `## ${name}`,
    '',
    `${what}.`,
    '',
    `${run.at.slice(0, 10)}, \`${run.command}\`, on ${run.machine}, load ${shown(run.loadBefore, 'count')} before:`,
    '',
    '| figure | median | spread | target | |',
    '|---|---|---|---|---|',
    ...figures.filter((figure) => measured[figure.name] !== undefined).map((figure) => rowOf(figure, measured)),
    '',
  ];
}

function rowOf(figure: Figure, measured: Readonly<Record<string, number>>): string {
  const { name, text, unit } = figure;
  const value = measured[name] ?? Number.NaN;
  const [least, greatest] = [measured[`${name}.least`], measured[`${name}.greatest`]];
  const spread =
    least === undefined || greatest === undefined ? '' : `${shown(least, unit)} to ${shown(greatest, unit)}`;
  const verdict: Verdict | '' = verdictOf(figure, value) ?? '';
  return `| ${text} | ${shown(value, unit)} | ${spread} | ${targetText(figure)} | ${verdict} |`;
}
