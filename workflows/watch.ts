import { condition } from '@temporalio/workflow';
import { watcher } from './activities.ts';
import { isStopping, type Job, note } from './job.ts';
import { publishOutOfSight, publishState } from './publish.ts';

/** Follows the vendor job to its end. Errors never end it: only the vendor does, or the clock. */
export async function watch(job: Job): Promise<void> {
  await condition(() => job.handle !== undefined || job.end !== undefined);
  while (job.end === undefined && job.handle !== undefined) {
    const { endpoint } = job.request;
    const outOfSight = job.outOfSight !== undefined;
    const news = await watcher(job).awaitJob({ endpoint, handle: job.handle, state: job.state, outOfSight });
    if (job.end !== undefined) return;
    if (news.news === 'lost') job.end = { why: 'lost', message: news.reason };
    else if (news.news === 'outOfSight') {
      job.outOfSight = { since: news.since, reason: news.reason };
      publishOutOfSight(job, news.since);
    } else {
      note(job, news.reading);
      await afterReading(job, outOfSight);
    }
  }
}

async function afterReading(job: Job, wasOutOfSight: boolean): Promise<void> {
  if (job.end !== undefined) return;
  if (job.state !== 'canceled') {
    publishState(job, wasOutOfSight);
    return;
  }
  // Canceled while a stop is on: the stop's own reading, taken after the vendor's answer, is the proof, and what is
  // published. If the vendor denies the stop after all, somebody else canceled the job.
  await condition(() => job.end !== undefined || !isStopping(job));
  job.end ??= { why: 'over' };
}
