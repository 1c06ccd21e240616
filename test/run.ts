/** `npm test`: sets up what the tests need, checks style and types, runs all tests, and counts. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTemporalCli, findTestServer, isNotAvailable } from '../dev/index.ts';
import { playFaults } from './faults/play-faults.ts';
import { chooseSeed } from './faults/random.ts';
import { prepareGo, preparePython } from './harness/example-programs.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What this reads of Jest's report. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  numPendingTests: number;
  testResults: { assertionResults: { ancestorTitles: string[]; status: string }[] }[];
}

/** The folders whose tests use the time-skipping server. */
const SKIPPED_TIME = ['test/skipped-time', 'test/model'];
const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Runs a program of this folder under this Node; answers its exit code. */
function run(script: string, args: readonly string[], nodeArgs: readonly string[] = []): Promise<number> {
  const child = spawn(process.execPath, [...nodeArgs, join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** A step that is not a test file counts as one test. */
async function step(name: string, work: () => Promise<number>): Promise<Counts> {
  say(`\n== ${name}`);
  const code = await work();
  if (code !== 0) say(`== ${name}: FAILED`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Jest over the files of a pattern; a suite that could not run counts as a failure. */
async function jest(name: string, args: readonly string[]): Promise<Counts> {
  say(`\n== ${name}`);
  const folder = await mkdtemp(join(tmpdir(), 'reeve-test-'));
  try {
    const report = join(folder, 'report.json');
    const nodeArgs = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const code = await run(
      'node_modules/jest/bin/jest.js',
      ['--json', `--outputFile=${report}`, '--silent', ...args],
      nodeArgs,
    );
    const counts: Report = JSON.parse(await readFile(report, 'utf8'));
    sayKitCounts(counts);
    const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    return {
      passed: counts.numPassedTests,
      failed: code === 0 ? failed : Math.max(1, failed),
      skipped: counts.numPendingTests,
    };
  } catch (error) {
    say(`jest broke off: ${error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The conformance kit's cases, for each vendor that it ran on. */
function sayKitCounts({ testResults }: Report): void {
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const ofKit = results.filter(({ ancestorTitles: [title] }) => title?.startsWith('conformance kit: '));
  for (const [title, cases] of Map.groupBy(ofKit, ({ ancestorTitles: [title] }) => title)) {
    const passed = cases.filter(({ status }) => status === 'passed').length;
    say(`${title}: ${passed} passed, ${cases.length - passed} failed`);
  }
}

/** Finds, fetches or builds what the tests run, before any of them waits for it. */
async function setUp(): Promise<number> {
  await findTemporalCli(say);
  try {
    await findTestServer(say);
  } catch (error) {
    if (!isNotAvailable(error)) throw error;
    say(`\n!! NO TIME-SKIPPING TEST SERVER: its tests are SKIPPED and counted as skipped.\n!! ${error.message}\n`);
  }
  await sayWhetherThere('PYTHON EXAMPLE', preparePython);
  await sayWhetherThere('GO EXAMPLE', prepareGo);
  return 0;
}

async function sayWhetherThere(what: string, prepare: typeof prepareGo): Promise<void> {
  const example = await prepare((line) => say(`${what.toLowerCase()}: ${line}`));
  if ('missing' in example)
    say(`\n!! NO ${what}: its tests are SKIPPED and counted as skipped.\n!! ${example.missing}\n`);
}

/** Counts and ratios only; where there is no time-skipping server, without what needs one: the set-up has said so. */
async function shortBench(): Promise<number> {
  const named = (await hasTestServer()) ? [] : ['limit', 'waiting'];
  return await run('bench/run.ts', [...named, '--short', '--json', 'reports/bench-short.json']);
}

async function hasTestServer(): Promise<boolean> {
  try {
    await findTestServer();
    return true;
  } catch (error) {
    if (isNotAvailable(error)) return false;
    throw error;
  }
}

/** A few tries of each fault, at a vendor that the seed picks; each fault counts as one test. */
async function shortFaults(): Promise<Counts> {
  say('\n== faults, in their short form');
  const seed = chooseSeed();
  try {
    return { ...(await playFaults({ seed, short: true, command: repeatFaults(seed) })), skipped: 0 };
  } catch (error) {
    say(`the faults broke off (${repeatFaults(seed)}): ${error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const repeatFaults = (seed: number) => `npm run faults -- --short --seed ${seed}`;

const results = [
  await step('style', () => run('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])),
  await step('types', () => run('node_modules/typescript/bin/tsc', ['--noEmit'])),
  await step('set-up: Temporal servers and examples', setUp),
  await jest('unit tests', ['--testPathIgnorePatterns', '<rootDir>/test/', '<rootDir>/dev/', '/node_modules/']),
  await jest('conformance kit', ['--roots', join(root, 'test/vendors')]),
  // One after the other: the time-skipping server skips while nothing is under way, and a busy machine always has something.
  await jest('tests in skipped time', [
    '--runInBand',
    ...SKIPPED_TIME.flatMap((path) => ['--roots', join(root, path)]),
  ]),
  // Each starts servers and workers of its own, and mostly waits for them; more than two files at once, and times suffer.
  await jest('tests with Temporal', [
    '--maxWorkers=2',
    ...['--roots', join(root, 'test'), '--roots', join(root, 'dev')],
    ...['--testPathIgnorePatterns', '<rootDir>/test/vendors/', ...SKIPPED_TIME.map((path) => `<rootDir>/${path}`)],
    '/node_modules/',
  ]),
  await shortFaults(),
  await step('benchmark, in its short form', shortBench),
];
const total = results.reduce((sum, counts) => ({
  passed: sum.passed + counts.passed,
  failed: sum.failed + counts.failed,
  skipped: sum.skipped + counts.skipped,
}));
if (total.skipped > 0) say(`\n${total.skipped} skipped: what they need is not on this machine, as said above`);
say(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
