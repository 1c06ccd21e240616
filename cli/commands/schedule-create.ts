import type { Command } from 'commander';
import type { ScheduleDefinition } from '../../client/index.ts';
import type { Problem } from '../../contract/request.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { typedRequest } from '../request-input.ts';
import { addJobOptions, addTimeOptions, type ScheduleOptions, typedTimes } from '../schedule-options.ts';
import { checkTyped, tellPlan } from '../schedule-plan.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ScheduleOptions, ConnectionOptions {
  dryRun?: boolean;
  json?: boolean;
}

const HELP = `
The next ten times are printed before it is created. Refused, with all mistakes at once and nothing created: times that never
come, an unknown time zone, a name that is taken, and a job that \`reeve run\` would refuse.

Examples:
  reeve schedule create nightly ccs-hq run --param jobId=… --expires-in 2h --cron '0 2 * * MON-FRI' --time-zone Europe/Berlin
  reeve schedule create push riverbed push --params-file push.yaml --expires-in 1h --every 6h --overlap cancelOther --dry-run`;

export function addScheduleCreate(group: Command): void {
  const command = group
    .command('create')
    .summary('create a schedule')
    .description('Creates a schedule that starts a job each time.')
    .argument('<name>', 'its name: 1 to 100 of A-Z a-z 0-9 . _ -')
    .argument('<endpoint>', 'name of an endpoint in the workers’ reeve.yaml')
    .argument('<operation>', 'what to do, such as deploy-template')
    .option('--dry-run', 'check it and print its times; create nothing')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', HELP)
    .action(create);
  addTimeOptions(command);
  addJobOptions(command);
  addConnectionOptions(command);
}

async function create(name: string, endpoint: string, operation: string, options: Options): Promise<void> {
  const problems: Problem[] = [];
  const job = await typedRequest(endpoint, operation, options);
  const definition = { ...typedTimes(options, problems), job };
  const plan = await checkTyped(name, definition, options.config, problems);
  if (!options.json) tellPlan(plan);
  if (!options.dryRun) {
    await withReeve(options, (reeve) => reeve.schedules.create(name, definition as unknown as ScheduleDefinition));
  }
  if (options.json) printJson({ schedule: name, created: !options.dryRun, next: plan.next });
  else if (options.dryRun) printNote('Nothing was created.');
  else printLine(name);
}
