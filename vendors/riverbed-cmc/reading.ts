import { isTerminal, type Reading } from '../../contract/job.ts';
import { knownState, pushStateOf, stateOf } from './states.ts';
import { toText } from './times.ts';
import type { Detail, Job } from './wire.ts';

/** As many failed pushes stand in the line for people, and in the result. */
const IN_MESSAGE = 5;
const IN_RESULT = 20;
const LONGEST_WORDS = 150;

const cut = (text: string) => (text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS - 3)}...` : text);

interface Pushes {
  total: number;
  over: number;
  failed: Detail[];
}

function countPushes(details: readonly Detail[]): Pushes {
  const isIn = (states: string[]) => (each: Detail) => states.includes(pushStateOf(each.status, each.result));
  return {
    total: details.length,
    over: details.filter(isIn(['done', 'failed'])).length,
    failed: details.filter(isIn(['failed'])),
  };
}

function describePush({ feature_id, serialnum, error_text }: Detail): string {
  return `feature ${feature_id ?? '?'} on ${cut(serialnum ?? '?')}: ${cut(error_text ?? 'no reason given')}`;
}

/** What the vendor says of the job as a whole comes first, then how its pushes went, with the words of each failed one. */
function describeJob(job: Job, { total, over, failed }: Pushes): string | undefined {
  const counts = `${over} of ${total} pushes completed`;
  const reasons = failed.slice(0, IN_MESSAGE).map(describePush).join('; ');
  const more = failed.length > IN_MESSAGE ? `; and ${failed.length - IN_MESSAGE} more` : '';
  const pushes = failed.length === 0 ? counts : `${counts}, ${failed.length} failed: ${reasons}${more}`;
  return [job.error_text && cut(job.error_text), total > 0 && pushes].filter(Boolean).join('. ') || undefined;
}

function resultOf(job: Job, { total, over, failed }: Pushes): Record<string, unknown> {
  return {
    createdAt: toText(job.creation_time),
    pushedAt: toText(job.push_time),
    completedAt: toText(job.completion_time),
    ...(total > 0 && { pushes: total, completed: over, failed: failed.length }),
    ...(failed.length > 0 && {
      failures: failed.slice(0, IN_RESULT).map(({ feature_id, serialnum, error_text }) => ({
        ...(feature_id !== undefined && { featureId: feature_id }),
        ...(serialnum !== undefined && { serialNumber: cut(serialnum) }),
        ...(error_text !== undefined && { words: cut(error_text) }),
      })),
    }),
  };
}

/** What a job says of itself. The percentage is of pushes that are over; a job that has none yet tells none. */
export function readJob(job: Job): Reading {
  const pushes = countPushes(job.detailed_status);
  const state = stateOf(job.job_status, pushes.failed.length > 0);
  const message = describeJob(job, pushes);
  const isPartly = state === 'failed' && stateOf(job.job_status, false) === 'succeeded';
  return {
    state,
    ...(knownState(job.job_status, false) === undefined && { unknownWords: true }),
    words: isPartly ? `${cut(job.job_status)}, with result Fail` : cut(job.job_status),
    ...(pushes.total > 0 && { percent: Math.floor((100 * pushes.over) / pushes.total) }),
    ...(message !== undefined && { message }),
    ...(isTerminal(state) && { result: withoutGaps(resultOf(job, pushes)) }),
    readAt: new Date().toISOString(),
  };
}

function withoutGaps(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
