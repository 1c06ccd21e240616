import type { Job } from './wire.ts';

/** `createdAt` is the vendor's own number: it narrows the list in which many jobs are looked for. */
export type CmcHandle = { readonly jobId: string; readonly createdAt?: number };

export function handleOf(job: Job): CmcHandle {
  return job.creation_time === undefined ? { jobId: job.id } : { jobId: job.id, createdAt: job.creation_time };
}
