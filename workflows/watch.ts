import { condition } from '@temporalio/workflow';
import type { News } from '../contract/activities.ts';
import { watcher } from './activities.ts';
import { isStopping, type Job, note } from './job.ts';
import { publishOutOfSight, publishState } from './publish.ts';

/** After so many changes a state that changes again is looked at no faster than at the least interval. */
const LIVELY_CHANGES = 4;

/** Follows the vendor job to its end. Errors never end it: only the vendor does, or the clock. */
export async function watch(job: Job): Promise<void> {
  for (let changes = 0; job.end === undefined; ) {
    const outOfSight = job.outOfSight !== undefined;
    const settle = changes > LIVELY_CHANGES || (changes === 0 && job.isLookedAt === true);
    const news = await nextNews(job, outOfSight, settle);
    if (job.end !== undefined) return;
    if (news?.news === 'lost') job.end = { why: 'lost', message: news.reason };
    else if (news?.news === 'outOfSight') {
      job.outOfSight = { since: news.since, reason: news.reason };
      publishOutOfSight(job, news.since);
    } else if (news?.news === 'reading') {
      changes += 1;
      note(job, news.reading);
      await afterReading(job);
    }
  }
}

/**
 * Undefined where the look itself was ended from outside: by an operator, or by a time-out of the whole workflow that
 * somebody has set. That says nothing of the vendor's job; it is looked at again in a while.
 */
async function nextNews(job: Job, outOfSight: boolean, settle: boolean): Promise<News | undefined> {
  const { endpoint } = job.request;
  const { handle = {}, state } = job;
  const parkMs = outOfSight ? undefined : jittered(job.terms?.parkMs);
  const park = parkMs !== undefined;
  try {
    return await watcher(job, parkMs).awaitJob({
      endpoint,
      handle,
      state,
      outOfSight,
      ...(settle && { settle }),
      ...(park && { park }),
    });
  } catch {
    await condition(() => job.end !== undefined, '10s', { summary: 'look again' });
    return undefined;
  }
}

/** Jobs that were parked together must not be tried again together. A job out of sight looks for itself. */
function jittered(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.round(ms * (0.8 + 0.4 * Math.random()));
}

async function afterReading(job: Job): Promise<void> {
  if (job.end !== undefined) return;
  if (job.state !== 'canceled') {
    publishState(job);
    return;
  }
  // Canceled while a stop is on: the stop's own reading, taken after the vendor's answer, is the proof, and what is
  // published. If the vendor denies the stop after all, somebody else canceled the job.
  await condition(() => job.end !== undefined || !isStopping(job));
  job.end ??= { why: 'over' };
}
