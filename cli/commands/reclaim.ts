import type { Command } from 'commander';
import type { ReclaimReport } from '../../client/index.ts';
import { DURATION_EXPECTED, parseDuration } from '../../contract/duration.ts';
import { show } from '../../contract/request.ts';
import { BadInput } from '../bad-input.ts';
import { EXIT } from '../exit-codes.ts';
import { interruption } from '../interrupted.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { tableOf } from '../table.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  dryRun?: boolean;
  cap: string;
  grace: string;
  json?: boolean;
}

const HELP = `
Terminating a workflow, a time-out of its execution and the like run no code of ours: the vendor's job runs on, and nobody
watches it. A pass finds such jobs by the history of the ended workflows, looks for them again after half a minute, and
stops what is still there. It never touches a job that Reeve did not start or adopt, that was left on purpose
(--on-stop leave), or that another job watches. What it cannot decide is listed as undecided and not touched.

\`reeve setup\` has each endpoint's pass made every 10 minutes. Exit code 4: something was not stopped, or is undecided.

Examples:
  reeve reclaim prime-lab --dry-run
  reeve reclaim prime-lab --grace 2m --cap 5`;

export function addReclaim(program: Command): void {
  const command = program
    .command('reclaim')
    .summary('stop vendor jobs whose workflow was ended from outside')
    .description('Compares what runs at the vendor with the jobs whose workflows have ended, and stops the orphans.')
    .argument('<endpoint...>', 'names of endpoints')
    .option('--dry-run', 'only print what would be stopped')
    .option('--cap <number>', 'stop at most so many at each endpoint', '20')
    .option('--grace <duration>', 'leave alone what ended later than this ago', '10 minutes')
    .option('--json', 'print a line of JSON for each endpoint')
    .addHelpText('after', HELP)
    .action(reclaim);
  addConnectionOptions(command);
}

async function reclaim(endpoints: string[], options: Options): Promise<void> {
  const graceMs = parseDuration(options.grace);
  if (graceMs === undefined) {
    throw new BadInput({ field: '--grace', found: show(options.grace), expected: DURATION_EXPECTED });
  }
  const cap = Number(options.cap);
  if (!Number.isInteger(cap) || cap < 1) {
    throw new BadInput({ field: '--cap', found: show(options.cap), expected: 'a whole number above 0' });
  }
  const signal = interruption('the pass goes on; ask again to see its report');
  const reports = await withReeve(options, (reeve) =>
    Promise.all(
      endpoints.map((endpoint) =>
        reeve.reclaim({ endpoint, dryRun: options.dryRun ?? false, cap, graceMs }, { signal }),
      ),
    ),
  );
  for (const report of reports) {
    if (options.json) printJson(report);
    else tell(report);
  }
  if (reports.some(needsSomebody)) process.exitCode = EXIT.notDone;
}

function needsSomebody({ orphans, undecided }: ReclaimReport): boolean {
  return undecided.length > 0 || orphans.some(({ result }) => result !== 'stopped');
}

function tell({ endpoint, dryRun, examined, orphans, undecided, claimsEnded }: ReclaimReport): void {
  const claims = claimsEnded.length === 0 ? '' : `, ${claimsEnded.length} claims of closed jobs ended`;
  printNote(
    `${endpoint}: ${examined} ended jobs examined, ${orphans.length} orphans, ${undecided.length} undecided${claims}`,
  );
  const rows = [
    ...orphans.map(({ vendorJobId, jobId, words, why, result, message }) => {
      const done = result === 'listed' && dryRun ? 'would be stopped' : result;
      return [vendorJobId, jobId, done, words, message ?? why];
    }),
    ...undecided.map(({ vendorJobIds, jobId, why }) => [vendorJobIds.join(', ') || '-', jobId, 'undecided', '', why]),
  ];
  if (rows.length > 0) printLine(tableOf(['VENDOR JOB', 'JOB', 'RESULT', 'AT THE VENDOR', 'WHY'], rows));
}
