import type { Command } from 'commander';
import type { SetupReport } from '../../client/index.ts';
import { DURATION_EXPECTED, parseDuration } from '../../contract/duration.ts';
import { show } from '../../contract/request.ts';
import { BadInput } from '../bad-input.ts';
import { EXIT } from '../exit-codes.ts';
import { plain, printJson, printLine } from '../print.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  config: string;
  reclaimEvery: string;
  json?: boolean;
}

const LEAST_MS = 60_000;

const HELP = `
Tells the server's version and what it lacks, registers Reeve's search attributes in the namespace, or prints the commands
that do where the server does not let us (exit code 3), and creates a schedule for each endpoint of the configuration that
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
  if (report.searchAttributesRefused !== undefined) process.exitCode = EXIT.unreachable;
  if (options.json) return printJson(report);
  for (const line of setupLines(report)) printLine(line);
}

export function setupLines(report: SetupReport): string[] {
  const {
    server,
    searchAttributesAdded,
    searchAttributesRefused: refused,
    schedulesCreated,
    schedulesUpdated,
  } = report;
  const { version, retentionDays, warnings } = server;
  const remembered =
    retentionDays === undefined ? '' : `, closed jobs and their keys are remembered for ${retentionDays} days`;
  const attributes =
    refused === undefined
      ? [`search attributes: ${searchAttributesAdded.join(', ') || 'all there'}`]
      : [
          `search attributes: the server does not let us add them (${plain(refused.why)}). Have this run:`,
          ...refused.commands.map(
            (command, index) => `  ${command}${index === 0 ? '' : '   # or this, on Temporal Cloud'}`,
          ),
        ];
  return [
    `server: ${version}${remembered}`,
    ...warnings.map((warning) => `warning: ${warning}`),
    ...attributes,
    `reclaim schedules created: ${schedulesCreated.join(', ') || 'none'}`,
    `reclaim schedules updated: ${schedulesUpdated.join(', ') || 'none'}`,
  ];
}
