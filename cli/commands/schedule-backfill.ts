import type { Command } from 'commander';
import type { BackfillOptions, Overlap } from '../../client/index.ts';
import { confirmed } from '../confirm.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  from: string;
  until: string;
  overlap?: Overlap;
  again?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

const HELP = `
Times that have a job on record are left out; --again runs them too. At most 100 at once. They are run one after the other
(bufferAll) unless --overlap says otherwise: with skip only the first would run. Prints the times first, and asks.

Example:
  reeve schedule backfill nightly --from 2027-01-01T00:00:00Z --until 2027-01-07T00:00:00Z --dry-run`;

export function addScheduleBackfill(group: Command): void {
  const command = group
    .command('backfill')
    .summary('run times that are past')
    .description('Runs the times of a schedule that lie in a span that is past.')
    .argument('<name>', 'its name')
    .requiredOption('--from <time>', 'the first moment that counts, such as 2027-01-31T18:00:00Z')
    .requiredOption('--until <time>', 'the last moment that counts')
    .option('--overlap <policy>', 'when the run before goes on (default: bufferAll)')
    .option('--again', 'also those that have a job on record')
    .option('--dry-run', 'only print the times')
    .option('--yes', 'do not ask')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', HELP)
    .action(backfill);
  addConnectionOptions(command);
}

async function backfill(name: string, options: Options): Promise<void> {
  const { from, until, overlap, again, dryRun, json } = options;
  const asked: BackfillOptions = { from, until, ...(overlap && { overlap }), ...(again && { again }) };
  await withReeve(options, async ({ schedules }) => {
    const plan = await schedules.planBackfill(name, asked);
    if (json) printJson({ schedule: name, ...plan });
    else tell(plan);
    if (dryRun || plan.times.length === 0) return printNote('Nothing was started.');
    if (!(await confirmed(`Run ${plan.times.length} times of ${name}?`, options)))
      return printNote('Nothing was started.');
    await schedules.backfill(name, asked);
    printNote(`Asked for; see \`reeve schedule show ${name}\`.`);
  });
}

function tell({ times, existing }: { times: string[]; existing: string[] }): void {
  for (const time of times) printLine(time);
  if (existing.length > 0) printNote(`On record already: ${existing.join(', ')}`);
}
