import { VendorError } from '../../contract/vendor-error.ts';
import type { CmcHandle } from './handle.ts';
import type { Job } from './wire.ts';

/**
 * Why the job is another one to which the vendor has given the id, as an appliance does that was restored from a backup;
 * undefined where it is not. The time of creation never changes. Only what both sides tell is compared.
 */
export function anotherJob(endpoint: string, { createdAt }: CmcHandle, job: Job): VendorError | undefined {
  const { id, creation_time } = job;
  if (createdAt === undefined || creation_time === undefined || Math.abs(createdAt - creation_time) < 1)
    return undefined;
  const made = `was made at ${creation_time}, and the one that was started at ${createdAt}`;
  return new VendorError('NotFound', `${endpoint}: job ${id} is another job now: it ${made}`);
}
