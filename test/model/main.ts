/** `npm run model`: many sequences of the model-based test, and with `--planted` the proof that it can fail. */
import { parseArgs } from 'node:util';
import { findTestServer } from '../../dev/index.ts';
import { productBundle } from '../harness/time-skipping.ts';
import { PLANTED_BUGS, withBug } from './planted.ts';
import { type Failure, plansOf, type Search, search, shrink } from './search.ts';
import { Servers } from './servers.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    /** Puts bugs into a copy of the product instead, and wants each of them found. */
    planted: { type: 'boolean', default: false },
    /** With `--planted`: only those whose name contains this. */
    bug: { type: 'string', default: '' },
    /** Whether a simpler plan is looked for; `--no-shrink` does not. */
    shrink: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const seed = wholeNumber(values.seed);
const plans = plansOf(seed, wholeNumber(values.sequences));
const servers = new Servers(await findTestServer(say));

say(`seed ${seed}`);
const began = performance.now();
const { passed, failed } = values.planted ? await findPlanted() : await findFailures();
await servers.close();
say(`seed ${seed}: ${Math.round((performance.now() - began) / 1_000)} s`);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function wholeNumber(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`expected a whole number, found ${text}`);
}

interface Counts {
  passed: number;
  failed: number;
}

async function findFailures(): Promise<Counts> {
  const options: Search = { servers, product: { bundle: await productBundle() }, progress: say, onFailure: show };
  const { sequences, failures } = await search(options, plans);
  const [first] = failures;
  if (first !== undefined && values.shrink) {
    say('\nthe simplest plan that still fails; keep it in test/model/regressions.ts:');
    show(await shrink(options, first));
  }
  return { passed: sequences - failures.length, failed: failures.length };
}

/** One test a bug: it must be found within so many sequences. */
async function findPlanted(): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  for (const bug of PLANTED_BUGS.filter(({ name }) => name.includes(values.bug))) {
    const { sequences, failures } = await search({ servers, product: await withBug(bug), stopAtFailure: true }, plans);
    counts[failures.length > 0 ? 'passed' : 'failed'] += 1;
    const [first] = failures;
    say(`${bug.name}: ${first ? 'found' : 'NOT FOUND'} by ${failures.length} of ${sequences} sequences`);
    for (const rule of new Set(failures.flatMap((failure) => failure.violations))) say(`  ${rule}`);
  }
  return counts;
}

function show({ plan, violations, run }: Failure): void {
  say(`\n${violations.join('\n')}\n${JSON.stringify(plan)}`);
  const from = run.startedAtMs;
  const lines = [
    ...run.ledger.map(({ atMs, jobId: _, ...entry }) => ({ atMs, line: JSON.stringify(entry) })),
    ...run.done.map(({ sentAtMs, heardAtMs: _, ...done }) => ({ atMs: sentAtMs, line: `> ${JSON.stringify(done)}` })),
    ...(run.closed ? [{ atMs: run.closed.atMs, line: `= ${JSON.stringify(run.closed)}` }] : []),
  ];
  for (const { atMs, line } of lines.sort((one, other) => one.atMs - other.atMs)) {
    say(`${((atMs - from) / 1_000).toFixed(1).padStart(8)} ${line}`);
  }
}
