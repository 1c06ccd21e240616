import { sleep } from '@temporalio/workflow';
import { parseDuration } from '../contract/duration.ts';
import type { Job } from './job.ts';
import { ask } from './stop.ts';

/** Calls the start off when `startBy` has passed before anything was accepted. */
export async function watchStartBy(job: Job): Promise<void> {
  const startByMs = parseDuration(job.request.startBy ?? '');
  if (startByMs === undefined) return;
  await sleep(Math.max(1, job.startedAtMs + startByMs - Date.now()), { summary: 'start by' });
  if (job.handle !== undefined || job.end !== undefined) return;
  job.tooLate = true;
  job.starting?.cancel();
}

/** Stops the job when its time is up, and gives up when the stop's time is up too. */
export async function watchExpiry(job: Job): Promise<void> {
  while (job.expiresAtMs !== null && job.expiresAtMs > Date.now()) {
    await sleep(job.expiresAtMs - Date.now(), { summary: 'expiry' });
  }
  if (job.expiresAtMs === null || job.end !== undefined) return;
  ask(job, 'expiry', { reason: `not over within ${job.request.expiresIn}` });
  await sleep(job.giveUpAfterMs, { summary: 'give up stopping' });
  job.end ??= { why: 'gaveUp' };
}
