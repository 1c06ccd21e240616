/** `npm run bench`: what Reeve costs, measured beside what it is compared with. */
import { loadavg } from 'node:os';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { type Judged, judge, type Verdict } from './judge.ts';
import { addToReport, linesOf, machine, type RunOf, readReport } from './report.ts';
import type { Context, Samples, Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';

interface Given {
  json: string;
  short?: true;
  part: number;
  writeDocs?: true;
}

const NAMES = SCENARIOS.map(({ name }) => name);
const UNUSABLE = 2;

function partOf(text: string): number {
  const part = Number(text);
  if (part > 0 && part <= 1) return part;
  throw new InvalidArgumentError('Expected a number above 0, at most 1.');
}

/** Results go to standard output, what is going on to standard error. */
const print = (line: string) => void process.stdout.write(`${line}\n`);
const say = (line: string) => void process.stderr.write(`  ${line}\n`);

function contextOf({ short, part }: Given): Context {
  const of: Context['of'] = (count) => (short ? count.short : Math.max(1, Math.round(count.full * part)));
  return { isShort: short ?? false, of, say };
}

/** A scenario that was played: its verdicts come with the table that people read and the report that is kept. */
interface Played {
  scenario: Scenario;
  judged: Judged[];
  run: RunOf;
}

async function play(scenario: Scenario, given: Given): Promise<Played> {
  const at = new Date().toISOString();
  const [loadBefore = Number.NaN] = loadavg();
  const context = contextOf(given);
  const judged = judge(scenario.figures, await measured(scenario, context), context.isShort);
  const { isShort } = context;
  const turns = Math.max(...judged.map((one) => one.turns));
  const command = commandFor(given, scenario.name);
  return { scenario, judged, run: { at, command, isShort, part: given.part, machine: machine(), loadBefore, turns } };
}

async function tell({ scenario: { name, what }, judged, run }: Played, given: Given): Promise<(Verdict | undefined)[]> {
  print(`\n${name}: ${what}`);
  print(linesOf(name, judged));
  await addToReport(given.json, name, judged, run);
  return judged.map(({ verdict }) => verdict);
}

/** What measures this scenario in this way again. */
function commandFor({ short, part }: Given, name: string): string {
  return ['npm run bench --', name, ...(short ? ['--short'] : []), ...(part < 1 ? [`--part ${part}`] : [])].join(' ');
}

/** A scenario that breaks off has measured nothing: its targets are missed, and the others are played all the same. */
async function measured(scenario: Scenario, context: Context): Promise<Samples> {
  try {
    return await scenario.run(context);
  } catch (error) {
    say(`${scenario.name} broke off: ${Error.isError(error) ? error.stack : error}`);
    return {};
  }
}

async function bench(names: string[], given: Given): Promise<void> {
  if (given.writeDocs) {
    const { writeDocs } = await import('./page/write-docs.ts');
    await writeDocs(await readReport(given.json));
    return;
  }
  const chosen = SCENARIOS.filter(
    ({ name, inShort }) => names.includes(name) || (!names.length && (!given.short || inShort)),
  );
  const verdicts: (Verdict | undefined)[] = [];
  // Counts are the same whatever else goes on; times and rates are not.
  const together = given.short ? await Promise.all(chosen.map((scenario) => play(scenario, given))) : undefined;
  for (const [index, scenario] of chosen.entries()) {
    verdicts.push(...(await tell(together?.[index] ?? (await play(scenario, given)), given)));
  }
  const [met, missed] = ['met', 'missed'].map((verdict) => verdicts.filter((one) => one === verdict).length);
  print(`\n${met} met, ${missed} missed`);
  process.exitCode = missed === 0 ? 0 : 1;
}

await new Command('bench')
  .description('Measures what Reeve costs. Starts its own Temporal server, simulators and workers.')
  .addArgument(new Argument('[scenario...]', 'which; all where none is named').choices(NAMES))
  .option('--json <file>', 'where the figures go', 'reports/bench.json')
  .option('--short', 'small counts, and only counts and ratios: all at the same time')
  .addOption(new Option('--part <number>', 'of the full counts, for trying out').argParser(partOf).default(1))
  .option('--write-docs', 'measures nothing: takes whole runs of --json into docs/performance.md and its plots')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNUSABLE))
  .action(bench)
  .parseAsync();
