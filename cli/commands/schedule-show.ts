import type { Command } from 'commander';
import type { ScheduleRecord } from '../../client/index.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { scheduleLines } from '../schedule-lines.ts';
import { tableOf } from '../table.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  endpoint?: string;
  json?: boolean;
}

const SHOW = `
First comes what somebody should look at: a run that goes on although the next one's time has come, times that were skipped
for it, and times that Temporal itself has missed. Then the definition, the last runs, and the next ten times.`;

export function addScheduleShow(group: Command): void {
  const command = group
    .command('show')
    .summary('show a schedule, its runs and what is wrong')
    .description('Shows how a schedule stands.')
    .argument('<name>', 'its name')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', SHOW)
    .action(showOne);
  addConnectionOptions(command);
}

async function showOne(name: string, options: Options): Promise<void> {
  const schedule = await withReeve(options, ({ schedules }) => schedules.get(name));
  if (options.json) return printJson(schedule);
  for (const line of scheduleLines(schedule)) printLine(line);
}

export function addScheduleList(group: Command): void {
  const command = group
    .command('list')
    .summary('list schedules')
    .description('Lists the schedules of jobs. A new one shows up a moment later.')
    .option('--endpoint <name>', 'schedules of this endpoint')
    .option('--json', 'print a line of JSON for each schedule')
    .action(list);
  addConnectionOptions(command);
}

async function list(options: Options): Promise<void> {
  const { endpoint } = options;
  const records = await withReeve(options, ({ schedules }) =>
    schedules.list(endpoint === undefined ? {} : { endpoint }),
  );
  if (options.json) return records.forEach(printJson);
  if (records.length === 0) return printNote('No such schedules.');
  printLine(tableOf(['SCHEDULE', 'ENDPOINT', 'OPERATION', 'STATE', 'NEXT', 'LAST RUN'], records.map(rowOf)));
}

function rowOf({ name, endpoint, operation, paused, next, last }: ScheduleRecord): (string | undefined)[] {
  return [name, endpoint, operation, paused ? 'paused' : 'active', paused ? undefined : next, last?.job];
}
