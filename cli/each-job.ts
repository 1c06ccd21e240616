import type { JobHandle } from '../client/index.ts';
import { worstExit } from './exit-codes.ts';
import { explainError } from './explain-error.ts';
import { printJson, printLine } from './print.ts';
import { reportError } from './report-error.ts';
import { type ConnectionOptions, withReeve } from './with-reeve.ts';

/** What a command asks of a job, and how it tells the answer. */
interface Question<Answer extends object> {
  ask: (job: JobHandle) => Promise<Answer>;
  /** For people, after the job's id. */
  words: (answer: Answer) => string;
  exitCode: (answer: Answer) => number;
}

/**
 * Asks it of every job at once, each job once. Tells as soon as one job's answer is there, and lets no job's trouble keep
 * the others from being asked.
 */
export async function eachJob<Answer extends object>(
  names: readonly string[],
  options: ConnectionOptions & { json?: boolean },
  question: Question<Answer>,
): Promise<void> {
  await withReeve(options, async (reeve) => {
    const jobs = [...new Set(names)].map((name) => reeve.job(name));
    process.exitCode = worstExit(await Promise.all(jobs.map((job) => askOne(job, question, options.json ?? false))));
  });
}

async function askOne<Answer extends object>(
  job: JobHandle,
  { ask, words, exitCode }: Question<Answer>,
  isJson: boolean,
): Promise<number> {
  try {
    const answer = await ask(job);
    if (isJson) printJson({ job: job.id, ...answer });
    else printLine(`${job.id}: ${words(answer)}`);
    return exitCode(answer);
  } catch (error) {
    if (!isJson) return reportError(error, false);
    const explained = explainError(error);
    printJson({ job: job.id, error: explained });
    return explained.exitCode;
  }
}

/** `first (detail; detail)`, without the details that are not there. */
export function withDetails(first: string, details: readonly (string | undefined)[]): string {
  const told = details.filter((detail) => detail !== undefined && detail !== '');
  return told.length === 0 ? first : `${first} (${told.join('; ')})`;
}
