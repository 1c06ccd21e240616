import type { Command } from 'commander';
import type { StopAnswer, StopOptions } from '../../client/index.ts';
import type { Verdict } from '../../contract/job.ts';
import { type AskerOptions, addAskerOptions, askerOf, checkConfirmWithin } from '../asker.ts';
import { chooseJobs, type SelectionOptions } from '../choose-jobs.ts';
import { eachJob, withDetails } from '../each-job.ts';
import { EXIT } from '../exit-codes.ts';
import { interruption } from '../interrupted.ts';
import { addFilterOptions } from '../list-filters.ts';
import { plain } from '../print.ts';
import { addConnectionOptions } from '../with-reeve.ts';

interface Options extends SelectionOptions, AskerOptions {
  confirmWithin: string;
}

const HELP = `
Verdicts: canceled (read at the vendor after asking), finishedFirst, neverStarted, left (the job's request said so):
exit code 0. refused, unsupported (the job is watched on; stop may be asked again), unconfirmed (the stop goes on): 4.

With filters instead of names it stops all running jobs that match: it shows them and asks. Without a terminal it stops
them only with --yes. Where more match than --limit, none is stopped. A job that was started a moment ago may be missing.

Examples:
  reeve stop prime-lab/CHG-4711 --reason "wrong template"
  reeve stop prime-lab/A prime-lab/B prime-lab/C --confirm-within 30s --json
  reeve stop --endpoint prime-lab --label nightly --dry-run
  reeve stop --endpoint prime-lab --label nightly --limit 50 --yes --reason "change freeze"`;

export function addStop(program: Command): void {
  const command = program
    .command('stop')
    .summary('stop jobs, and say how that ended')
    .description('Stops jobs at their vendors and says for each how that truly ended.')
    .argument('[job...]', 'job ids, or <endpoint>/<key>');
  addAskerOptions(command)
    .option('--confirm-within <duration>', 'how long to wait for the verdicts; the stop itself goes on', '5 minutes')
    .option('--json', 'print a line of JSON for each job');
  addFilterOptions(command)
    .option('--limit <number>', 'stop none where more match', '10')
    .option('--dry-run', 'only show which would be stopped')
    .option('--yes', 'do not ask')
    .addHelpText('after', HELP)
    .action(stop);
  addConnectionOptions(command);
}

async function stop(typed: string[], options: Options): Promise<void> {
  const { confirmWithin } = options;
  checkConfirmWithin(confirmWithin);
  const jobs = await chooseJobs(typed, options, 'Stop');
  if (jobs.length === 0) return;
  const signal = interruption('the stop goes on; ask again to hear how it ended');
  const asked: StopOptions = { ...askerOf(options), confirmWithin, signal };
  await eachJob(jobs, options, {
    ask: (job) => job.stop(asked),
    words: answerWords,
    exitCode: ({ verdict }) => exitCodeOf(verdict),
  });
}

export function exitCodeOf(verdict: Verdict): number {
  switch (verdict) {
    case 'canceled':
    case 'finishedFirst':
    case 'neverStarted':
    case 'left':
      return EXIT.ok;
    case 'refused':
    case 'unsupported':
    case 'unconfirmed':
      return EXIT.notDone;
  }
}

function answerWords({ verdict, proof, message }: StopAnswer): string {
  const read = proof && `${plain(proof.words)}, read ${proof.readAt}`;
  return withDetails(verdict, [message && plain(message), read]);
}
