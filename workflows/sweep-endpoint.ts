import { continueAsNew } from '@temporalio/workflow';
import type { SweepEnd, SweepRequest } from '../contract/sweep.ts';
import { sweeper } from './activities.ts';

/**
 * The sweeper of one endpoint: one activity that makes pass after pass. Whoever waits for a job there starts it; it ends
 * by itself when nobody does any more. A worker that dies is replaced by the activity's own retry.
 */
export async function sweepEndpoint(request: SweepRequest): Promise<SweepEnd> {
  const end = await sweeper(request).sweepEndpoint(request);
  if (end === 'renew') await continueAsNew<typeof sweepEndpoint>(request);
  return end;
}
