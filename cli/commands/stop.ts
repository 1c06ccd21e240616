import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Reeve, StopAnswer, StopOptions } from '../../client/index.ts';
import { DURATION_EXPECTED, parseDuration } from '../../contract/duration.ts';
import type { Verdict } from '../../contract/job.ts';
import { show } from '../../contract/request.ts';
import { BadInput } from '../bad-input.ts';
import { EXIT, worstExit } from '../exit-codes.ts';
import { explainError } from '../explain-error.ts';
import { interruption } from '../interrupted.ts';
import { plain, printJson, printLine } from '../print.ts';
import { reportError } from '../report-error.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  reason?: string;
  by: string;
  confirmWithin: string;
  json?: boolean;
}

const HELP = `
Verdicts: canceled (read at the vendor after asking), finishedFirst, neverStarted, left (the job's request said so):
exit code 0. refused, unsupported (the job is watched on; stop may be asked again), unconfirmed (the stop goes on): 4.

Examples:
  reeve stop prime-lab/CHG-4711 --reason "wrong template"
  reeve stop prime-lab/A prime-lab/B prime-lab/C --confirm-within 30s --json`;

export function addStop(program: Command): void {
  const command = program
    .command('stop')
    .summary('stop jobs, and say how that ended')
    .description('Stops jobs at their vendors and says for each how that truly ended.')
    .argument('<job...>', 'job ids, or <endpoint>/<key>')
    .option('--reason <text>', 'why, for people')
    .option('--by <name>', 'who asks, for people', userName())
    .option('--confirm-within <duration>', 'how long to wait for the verdicts; the stop itself goes on', '5 minutes')
    .option('--json', 'print a line of JSON for each job')
    .addHelpText('after', HELP)
    .action(stop);
  addConnectionOptions(command);
}

async function stop(jobs: string[], options: Options): Promise<void> {
  const { by, reason, confirmWithin, json } = options;
  if (parseDuration(confirmWithin) === undefined) {
    throw new BadInput({ field: 'confirmWithin', found: show(confirmWithin), expected: DURATION_EXPECTED });
  }
  const signal = interruption('the stop goes on; ask again to hear how it ended');
  const asked: StopOptions = { by, confirmWithin, signal, ...(reason !== undefined && { reason }) };
  await withReeve(options, async (reeve) => {
    const codes = await Promise.all([...new Set(jobs)].map((job) => stopOne(reeve, job, asked, json ?? false)));
    process.exitCode = worstExit(codes);
  });
}

/** Tells as soon as one job's answer is there, and lets no job's trouble keep the others from being stopped. */
async function stopOne(reeve: Reeve, name: string, asked: StopOptions, isJson: boolean): Promise<number> {
  const job = reeve.job(name);
  try {
    const answer = await job.stop(asked);
    if (isJson) printJson({ job: job.id, ...answer });
    else printLine(answerLine(job.id, answer));
    return exitCodeOf(answer.verdict);
  } catch (error) {
    if (!isJson) return reportError(error, false);
    const explained = explainError(error);
    printJson({ job: job.id, error: explained });
    return explained.exitCode;
  }
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
      return EXIT.notStopped;
  }
}

function answerLine(id: string, { verdict, proof, message }: StopAnswer): string {
  const read = proof && `${plain(proof.words)}, read ${proof.readAt}`;
  const details = [message && plain(message), read].filter((part) => part !== undefined && part !== '');
  return details.length === 0 ? `${id}: ${verdict}` : `${id}: ${verdict} (${details.join('; ')})`;
}

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
