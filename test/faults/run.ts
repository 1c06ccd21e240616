/** `npm run faults`: every fault of docs/reliability.md, injected for real and judged by the vendors' ledgers. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { playFaults, say } from './play-faults.ts';
import { chooseSeed } from './random.ts';
import { FAULTS } from './registry.ts';
import { FAULTED, type FaultedVendor } from './vendors.ts';

interface Given {
  only?: string[];
  vendor?: FaultedVendor[];
  tries?: number;
  seed?: number;
  short?: true;
  parallel?: number;
  keepHistories?: true;
}

function whole(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a whole number above 0.');
}

const list = (text: string, previous: string[] = []) => [...previous, ...text.split(',')];

const program = new Command('faults')
  .description('Injects the faults that Reeve must survive, and counts what came of them.')
  .addOption(new Option('--only <fault>', 'only this one, such as F2; may be repeated').argParser(list))
  .addOption(new Option('--vendor <name>', 'only at this vendor; may be repeated').argParser(list))
  .option('--tries <count>', 'so many tries of each fault at each vendor', whole)
  .option('--seed <number>', 'repeats what this seed chose; default: a new one', whole)
  .option('--short', 'a few tries of each fault at one vendor each, as in npm test')
  .option('--keep-histories', 'keep a history of each path that was made in test/histories, instead of those there')
  .option('--parallel <count>', 'how many faults are played at the same time; default: 4, in the short form 6', whole);

const given = program.parse().opts<Given>();
const unknown = [
  ...(given.only ?? []).filter((id) => !FAULTS.some((fault) => fault.id === id)),
  ...(given.vendor ?? []).filter((name) => !FAULTED.includes(name)),
];
if (unknown.length > 0) program.error(`error: unknown: ${unknown.join(', ')}`);

const { vendor, seed = chooseSeed(), ...rest } = given;
const repeat = process.argv.slice(2).filter((word, index, all) => word !== '--seed' && all[index - 1] !== '--seed');
const command = ['npm run faults --', ...repeat, '--seed', seed].join(' ');
const { passed, failed } = await playFaults({ ...rest, ...(vendor && { vendors: vendor }), seed, command });
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
