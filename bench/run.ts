/** `npm run bench`: what Reeve costs, measured beside what it is compared with. */
import { loadavg } from 'node:os';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { judge, type Verdict } from './judge.ts';
import { addToReport, linesOf, machine, readReport } from './report.ts';
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

async function play(scenario: Scenario, given: Given): Promise<(Verdict | undefined)[]> {
  print(`\n${scenario.name}: ${scenario.what}`);
  const at = new Date().toISOString();
  const [loadBefore = Number.NaN] = loadavg();
  const context = contextOf(given);
  const judged = judge(scenario.figures, await measured(scenario, context), context.isShort);
  print(linesOf(scenario.name, judged));
  const turns = Math.max(...judged.map((one) => one.turns));
  const run = {
    at,
    command: commandFor(given, scenario.name),
    isShort: context.isShort,
    part: given.part,
    machine: machine(),
    loadBefore,
    turns,
  };
  await addToReport(given.json, scenario.name, judged, run);
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
    await writeDocs(await readReport(given.json), SCENARIOS);
    return;
  }
  const chosen = SCENARIOS.filter(
    ({ name, inShort }) => names.includes(name) || (!names.length && (!given.short || inShort)),
  );
  const verdicts: (Verdict | undefined)[] = [];
  for (const scenario of chosen) verdicts.push(...(await play(scenario, given)));
  const [met, missed] = ['met', 'missed'].map((verdict) => verdicts.filter((one) => one === verdict).length);
  print(`\n${met} met, ${missed} missed`);
  process.exitCode = missed === 0 ? 0 : 1;
}

await new Command('bench')
  .description('Measures what Reeve costs. Starts its own Temporal server, simulators and workers.')
  .addArgument(new Argument('[scenario...]', 'which; all where none is named').choices(NAMES))
  .option('--json <file>', 'where the figures go', 'reports/bench.json')
  .option('--short', 'small counts, and only counts and ratios: under two minutes in all')
  .addOption(new Option('--part <number>', 'of the full counts, for trying out').argParser(partOf).default(1))
  .option('--write-docs', 'measures nothing: writes docs/performance.md and its plots from the figures of --json')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNUSABLE))
  .action(bench)
  .parseAsync();
