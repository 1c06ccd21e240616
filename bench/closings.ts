import { setTimeout as sleep } from 'node:timers/promises';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Lab } from './lab.ts';

const VENDOR_JOB_ID = defineSearchAttributeKey('ReeveVendorJobId', 'KEYWORD');
const EVERY_MS = 1_000;
const PAGE = 1_000;

/** Waits until so many workflows match. */
export async function untilCounted({ reeve }: Lab, query: string, count: number, withinMs = 1_800_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const counted = await reeve.client.workflow.count(query);
    if (counted.count >= count) return;
    if (performance.now() > endMs) throw new Error(`${counted.count} of ${count} workflows: ${query}`);
    await sleep(EVERY_MS);
  }
}

/** A workflow as the server lists it. */
export interface ListedJob {
  id: string;
  status: string;
  /** Empty for what is no job. */
  vendorJobId: string;
  /** Epoch milliseconds of the server, which runs on this machine. */
  closedAt?: number;
}

export async function listJobs({ reeve }: Lab, query: string): Promise<ListedJob[]> {
  const jobs: ListedJob[] = [];
  for await (const listed of reeve.client.workflow.list({ query, pageSize: PAGE })) {
    const { workflowId: id, status, closeTime, typedSearchAttributes } = listed;
    const vendorJobId = typedSearchAttributes.get(VENDOR_JOB_ID) ?? '';
    jobs.push({ id, status: status.name, vendorJobId, ...(closeTime && { closedAt: closeTime.getTime() }) });
  }
  return jobs;
}
