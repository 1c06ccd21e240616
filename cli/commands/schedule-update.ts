import type { Command } from 'commander';
import type { Difference, ScheduleDefinition, SchedulePlan, SettledSchedule } from '../../client/index.ts';
import type { Problem } from '../../contract/request.ts';
import { printJson, printNote } from '../print.ts';
import { typedRequest } from '../request-input.ts';
import { differenceLines } from '../schedule-lines.ts';
import { addJobOptions, addTimeOptions, type ScheduleOptions, typedTimes } from '../schedule-options.ts';
import { checkTyped, tellPlan } from '../schedule-plan.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ScheduleOptions, ConnectionOptions {
  endpoint?: string;
  operation?: string;
  dryRun?: boolean;
  json?: boolean;
}

const HELP = `
What is not given stays as it is. --cron, --calendar and --every together take the place of all times; --param is laid over
the parameters, --params and --params-file take their place. none takes away: --until none, --jitter none, --runs none.
Runs that have begun go on as they were started.

Examples:
  reeve schedule update nightly --cron '30 3 * * *'
  reeve schedule update nightly --runs none --param templateName=Config-Push-2 --dry-run`;

export function addScheduleUpdate(group: Command): void {
  const command = group
    .command('update')
    .summary('change a schedule')
    .description('Changes a schedule, and prints what differs and its next ten times first.')
    .argument('<name>', 'its name')
    .option('--endpoint <name>', 'another endpoint')
    .option('--operation <name>', 'another operation')
    .option('--dry-run', 'only print what would be changed')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', HELP)
    .action(update);
  addTimeOptions(command);
  addJobOptions(command);
  addConnectionOptions(command);
}

async function update(name: string, options: Options): Promise<void> {
  const problems: Problem[] = [];
  const times = typedTimes(options, problems);
  const typedJob = await typedRequest(options.endpoint, options.operation, options);
  const isWhole = options.params !== undefined || options.paramsFile !== undefined;
  await withReeve(options, async ({ schedules }) => {
    const definition = laidOver(await schedules.definition(name), typedJob, { times, isWhole });
    const plan = await checkTyped(name, definition, options.config, problems);
    const wanted = definition as unknown as ScheduleDefinition;
    const [change] = await schedules.compare({ [name]: wanted });
    const differences = change?.differences ?? [];
    if (!options.json) tellBefore(differences, plan);
    if (!options.dryRun) await schedules.update(name, wanted);
    if (options.json) printJson({ schedule: name, updated: !options.dryRun, differences, next: plan.next });
    else printNote(options.dryRun || differences.length === 0 ? 'Nothing was changed.' : `${name} was changed.`);
  });
}

function tellBefore(differences: readonly Difference[], plan: SchedulePlan): void {
  for (const line of differenceLines(differences)) printNote(line);
  tellPlan(plan);
}

interface Typed {
  times: Record<string, unknown>;
  /** The parameters were given as a whole. */
  isWhole: boolean;
}

/** `none` takes a field away. */
function laidOver(
  before: SettledSchedule,
  typedJob: Record<string, unknown>,
  { times, isWhole }: Typed,
): Record<string, unknown> {
  const isTimed = ['cron', 'calendars', 'every'].some((field) => times[field] !== undefined);
  const { cron, calendars, every, offset, ...rest } = before;
  const kept = isTimed ? rest : before;
  const params =
    isWhole || typedJob.params === undefined
      ? typedJob.params
      : { ...asObject(before.job.params), ...asObject(typedJob.params) };
  const job = { ...before.job, ...typedJob, ...(params !== undefined && { params }) };
  const all = Object.entries({ ...kept, ...times, job });
  return Object.fromEntries(all.filter(([, value]) => value !== 'none'));
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
