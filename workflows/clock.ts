import { condition, sleep } from '@temporalio/workflow';
import { parseDuration } from '../contract/duration.ts';
import { isStopping, type Job } from './job.ts';
import { ask } from './stop.ts';

/** Calls the start off when `startBy` has passed before anything was accepted. */
export async function watchStartBy(job: Job): Promise<void> {
  const startByMs = parseDuration(job.request.startBy ?? '');
  if (startByMs === undefined) return;
  await sleep(Math.max(1, job.startedAtMs + startByMs - Date.now()), { summary: 'start by' });
  if (job.handle !== undefined || job.end !== undefined) return;
  job.tooLate = true;
  if (job.request.adopt !== undefined) job.end = { why: 'startExpired' };
  job.starting?.cancel();
}

/** An expiry that finds a stop by request on waits for its answer, and asks for itself where that is a no. */
async function expire(job: Job): Promise<void> {
  const expiry = { reason: `not over within ${job.request.expiresIn}` };
  if (ask(job, 'expiry', expiry).cause === 'expiry') return;
  await condition(() => job.end !== undefined || !isStopping(job));
  if (job.end === undefined) ask(job, 'expiry', expiry);
}

/** Stops the job when its time is up, and gives up when the stop's time is up too. */
export async function watchExpiry(job: Job): Promise<void> {
  while (job.expiresAtMs !== null && job.expiresAtMs > Date.now()) {
    await sleep(job.expiresAtMs - Date.now(), { summary: 'expiry' });
  }
  if (job.expiresAtMs === null || job.end !== undefined) return;
  void expire(job);
  await sleep(job.giveUpAfterMs, { summary: 'give up stopping' });
  job.end ??= { why: 'gaveUp' };
}
