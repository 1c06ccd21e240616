import type { Client } from '@temporalio/client';
import { differencesOf } from '../contract/differences.ts';
import type { JobRequest } from '../contract/job.ts';
import { MEMO_REQUEST, MEMO_REQUEST_DIGEST } from '../contract/messages.ts';
import { digestOf } from './canonical-json.ts';
import { describeJob } from './describe.ts';
import { KeyConflict } from './errors.ts';
import { isClosed, readRecord } from './record.ts';

/** How a job stood that had the key already. */
export type Existing = 'running' | 'closed';

/** Answers how the job with this id stands; throws `KeyConflict` where its request was another one. */
export async function takeExisting(client: Client, id: string, request: JobRequest, digest: string): Promise<Existing> {
  const description = await describeJob(client, id);
  const { memo } = description;
  const existing = memo?.[MEMO_REQUEST];
  // A program in another language may leave the digest out.
  const its = memo?.[MEMO_REQUEST_DIGEST] ?? (existing === undefined ? undefined : digestOf(existing));
  if (its !== digest) {
    const differences = existing === undefined ? [] : differencesOf(existing, request);
    throw new KeyConflict(id, existing, request, differences);
  }
  return isClosed(readRecord(description)) ? 'closed' : 'running';
}
