import { condition, sleep } from '@temporalio/workflow';
import { parseDuration } from '../contract/duration.ts';
import { isStopping, type Job, timeGiven } from './job.ts';
import { ask } from './stop.ts';

/** Calls the start off when `startBy` has passed before anything was accepted. */
export async function watchStartBy(job: Job): Promise<void> {
  const startByMs = parseDuration(job.request.startBy ?? '');
  if (startByMs === undefined) return;
  await sleep(Math.max(1, job.startedAtMs + startByMs - Date.now()), {
    summary: `nothing is started after ${job.request.startBy}`,
  });
  if (job.handle !== undefined || job.end !== undefined) return;
  job.tooLate = true;
  if (job.request.adopt !== undefined) job.end = { why: 'startExpired' };
  job.starting?.cancel();
}

/** An expiry that finds a stop by request on waits for its answer, and asks for itself where that is a no. */
async function expire(job: Job): Promise<void> {
  const expiry = { reason: `not over within ${timeGiven(job)}` };
  if (ask(job, 'expiry', expiry).cause === 'expiry') return;
  await condition(() => job.end !== undefined || !isStopping(job));
  if (job.end === undefined) ask(job, 'expiry', expiry);
}

/** An expiry that is moved takes its timer away, so that the one that the Web UI shows is the one that counts. */
async function untilExpiryOrMoved(job: Job, expiresAtMs: number): Promise<void> {
  await condition(() => job.expiresAtMs !== expiresAtMs, expiresAtMs - Date.now(), {
    summary: `time is up after ${timeGiven(job)}`,
  });
}

/** Stops the job when its time is up, and gives up when the stop's time is up too. */
export async function watchExpiry(job: Job): Promise<void> {
  while (job.expiresAtMs !== null && job.expiresAtMs > Date.now()) {
    await untilExpiryOrMoved(job, job.expiresAtMs);
  }
  if (job.expiresAtMs === null || job.end !== undefined) return;
  void expire(job);
  await sleep(job.giveUpAfterMs, { summary: 'give up when the stop is not confirmed by then' });
  job.end ??= { why: 'gaveUp' };
}
