import type { Command } from 'commander';
import { DURATION_EXPECTED, parseDuration } from '../../contract/duration.ts';
import { show } from '../../contract/request.ts';
import { BadInput } from '../bad-input.ts';
import { printJson, printLine } from '../print.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  config: string;
  reclaimEvery: string;
  json?: boolean;
}

const LEAST_MS = 60_000;

const HELP = `
Registers Reeve's search attributes in the namespace and creates a schedule for each endpoint of the configuration that
stops what ended jobs have left running (see \`reeve reclaim --help\`). May be repeated, after each change of the
configuration; a schedule that somebody has paused stays paused.

Example:
  reeve setup -c /etc/reeve/reeve.yaml`;

export function addSetup(program: Command): void {
  const command = program
    .command('setup')
    .summary('prepare a namespace, once')
    .description('Prepares a Temporal namespace for Reeve.')
    .option('-c, --config <file>', 'configuration', 'reeve.yaml')
    .option('--reclaim-every <duration>', 'between two reclaim passes over an endpoint', '10 minutes')
    .option('--json', 'print a line of JSON')
    .addHelpText('after', HELP)
    .action(setup);
  addConnectionOptions(command);
}

async function setup(options: Options): Promise<void> {
  const reclaimEveryMs = parseDuration(options.reclaimEvery);
  if (reclaimEveryMs === undefined || reclaimEveryMs < LEAST_MS) {
    const expected = `${DURATION_EXPECTED}, at least a minute`;
    throw new BadInput({ field: '--reclaim-every', found: show(options.reclaimEvery), expected });
  }
  const { loadConfiguration } = await import('../../vendors/configuration.ts');
  const endpoints = Object.keys((await loadConfiguration(options.config)).endpoints);
  const report = await withReeve(options, (reeve) => reeve.setUp({ endpoints, reclaimEveryMs }));
  if (options.json) return printJson(report);
  const { searchAttributesAdded, schedulesCreated, schedulesUpdated } = report;
  printLine(`search attributes: ${searchAttributesAdded.join(', ') || 'all there'}`);
  printLine(`reclaim schedules created: ${schedulesCreated.join(', ') || 'none'}`);
  printLine(`reclaim schedules updated: ${schedulesUpdated.join(', ') || 'none'}`);
}
