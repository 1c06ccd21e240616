import type { Command } from 'commander';
import { show } from '../../contract/request.ts';
import type { Simulators, SimulatorsOptions, VendorName } from '../../simulators/index.ts';
import { BadInput } from '../bad-input.ts';
import { untilInterrupted } from '../interrupted.ts';
import { printJson, printLine } from '../print.ts';

interface Options {
  vendor?: string[];
  http?: boolean;
  portBase?: string;
  speed?: string;
  json?: boolean;
}

const HELP = `
Each has a ledger of what really happened at /_ledger and takes scripted faults at /_faults.

Examples:
  reeve simulators
  reeve simulators --speed 60
  reeve simulators --http --port-base 18000 --vendor cisco-prime --json`;

export function addSimulators(program: Command): void {
  program
    .command('simulators')
    .summary('run simulated vendors on this machine')
    .description('Runs simulators of the vendors on loopback, over HTTPS, until SIGINT or SIGTERM.')
    .option('--vendor <name>', 'only this one; may be given several times', (name, before: string[] = []) => [
      ...before,
      name,
    ])
    .option('--http', 'plain HTTP instead of HTTPS')
    .option('--port-base <port>', 'the vendors take this port and the following ones (default: free ports)')
    .option(
      '--speed <number>',
      'vendor seconds in one second: for jobs, tokens, and the 16 minutes before Oracle begins',
      '1',
    )
    .option('--json', 'print one line of JSON: for each vendor url, caFile, users and jobs')
    .addHelpText('after', HELP)
    .action(simulate);
}

async function simulate(options: Options): Promise<void> {
  const { startSimulators, VENDOR_NAMES } = await import('../../simulators/index.ts');
  const simulators = await startSimulators(simulatorsOptions(options, VENDOR_NAMES));
  const interrupted = untilInterrupted();
  if (options.json) printJson(simulators.describe());
  else for (const line of simulatorLines(simulators)) printLine(line);
  await interrupted;
  await simulators.stop();
}

export function simulatorsOptions(options: Options, known: readonly VendorName[]): SimulatorsOptions {
  const { vendor, http, portBase, speed } = options;
  return {
    ...(vendor !== undefined && { vendors: vendor.map((name) => vendorOf(name, known)) }),
    ...(http && { http }),
    ...(portBase !== undefined && { portBase: portOf('--port-base', portBase) }),
    ...(speed !== undefined && { speed: speedOf(speed) }),
  };
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 10_000)) {
    throw new BadInput({ field: '--speed', found: show(text), expected: 'a number above 0, at most 10000' });
  }
  return speed;
}

function vendorOf(text: string, known: readonly VendorName[]): VendorName {
  const vendor = known.find((name) => name === text);
  if (vendor !== undefined) return vendor;
  throw new BadInput({ field: '--vendor', found: show(text), expected: `one of ${known.join(', ')}` });
}

export function portOf(field: string, text: string): number {
  const port = Number(text);
  // Room for the ports that follow it.
  if (/^\d+$/.test(text) && port > 0 && port <= 65_000) return port;
  throw new BadInput({ field, found: show(text), expected: 'a port number from 1 to 65000' });
}

export function simulatorLines(simulators: Pick<Simulators, 'describe'>): string[] {
  return Object.entries(simulators.describe()).flatMap(([vendor, { url, caFile, users, jobs }]) => [
    `${vendor}  ${url}`,
    ...(caFile === null ? [] : [`  CA         ${caFile}`]),
    ...users.map(({ name, password, may }) => `  user       ${name} / ${password} (${may.join(', ') || 'no rights'})`),
    `  jobs       ${shortened(jobs)}`,
  ]);
}

function shortened(jobs: readonly string[], most = 5): string {
  const more = jobs.length > most ? ` and ${jobs.length - most} more` : '';
  return `${jobs.slice(0, most).join(', ') || 'none yet'}${more}`;
}
