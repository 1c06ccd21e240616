import type { Command } from 'commander';
import type { ScheduleChange, ScheduleDefinition, ScheduledJob } from '../../client/index.ts';
import type { Problem } from '../../contract/request.ts';
import { confirmed } from '../confirm.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { readScheduleFile } from '../schedule-file.ts';
import { changeLines } from '../schedule-lines.ts';
import { earlyProblems } from '../schedule-plan.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  config?: string;
  prune?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

const HELP = `
Prints the difference first, and asks; --yes does not ask, --dry-run only prints. With a mistake anywhere in the file, all of
them are told with their lines and nothing is changed. --prune deletes all schedules of jobs in the namespace that are not in
the file; their runs go on. A schedule that somebody has paused stays paused, unless the file says \`paused\`.

The file:
  schedules:
    nightly-audit:
      cron: 0 2 * * MON-FRI
      timeZone: Europe/Berlin
      overlap: cancelOther
      job: { endpoint: ccs-hq, operation: run, params: { jobId: … }, expiresIn: 2 hours, labels: [nightly] }`;

export function addScheduleApply(group: Command): void {
  const command = group
    .command('apply')
    .summary('make the schedules as a file says')
    .description('Creates, updates and, with --prune, deletes schedules, so that they are as a file says.')
    .argument('<file>', 'YAML')
    .option(
      '-c, --config <file>',
      'check endpoints and parameters by this file (default: reeve.yaml where there is one)',
    )
    .option('--prune', 'delete schedules that are not in the file')
    .option('--dry-run', 'only print the difference')
    .option('--yes', 'do not ask')
    .option('--json', 'print a line of JSON for each change')
    .addHelpText('after', HELP)
    .action(apply);
  addConnectionOptions(command);
}

async function apply(file: string, options: Options): Promise<void> {
  const { checkSchedule } = await import('../../client/index.ts');
  const definitions = await readScheduleFile(file, async (name, definition) => {
    const problems: Problem[] = [];
    checkSchedule(name, definition, problems);
    const { job } = (definition ?? {}) as Partial<ScheduleDefinition>;
    const early = await earlyProblems(job as ScheduledJob, options.config);
    return [...problems, ...early.map(({ field, ...rest }) => ({ field: `job.${field}`, ...rest }))];
  });
  await withReeve(options, async ({ schedules }) => {
    const all = await schedules.compare(definitions, { prune: options.prune ?? false });
    const changes = all.filter(({ change }) => change !== 'none');
    tell(all, changes, options);
    const isMeant = changes.length > 0 && !options.dryRun;
    if (!isMeant || !(await confirmed(`Carry out ${countOf(changes)}?`, options)))
      return printNote('Nothing was changed.');
    for (const change of changes) {
      await schedules.carryOut(change);
      if (options.json) printChange(change, true);
      else printNote(`${DONE[change.change]} ${change.name}`);
    }
  });
}

const countOf = ({ length }: readonly unknown[]) => (length === 1 ? '1 change' : `${length} changes`);
const DONE = { create: 'created', update: 'updated', delete: 'deleted', none: 'left' } as const;

function tell(all: readonly ScheduleChange[], changes: readonly ScheduleChange[], { json, dryRun }: Options): void {
  if (json) {
    for (const change of dryRun ? changes : []) printChange(change, false);
    return;
  }
  for (const line of changeLines(changes)) printLine(line);
  const same = all.length - changes.length;
  if (same > 0) printNote(`${same} ${same === 1 ? 'is' : 'are'} as the file says.`);
}

function printChange({ change, name, differences }: ScheduleChange, isDone: boolean): void {
  printJson({ schedule: name, change, done: isDone, differences });
}
