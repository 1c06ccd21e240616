import { condition } from '@temporalio/workflow';

/**
 * Holds a vendor job for the `runJob` that is its parent: the workflow id names the vendor job, the memo the owner.
 * It does nothing but exist; the server ends it with its parent.
 */
export async function claim(): Promise<void> {
  await condition(() => false);
}
