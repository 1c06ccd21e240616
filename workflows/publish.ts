import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertMemo, upsertSearchAttributes } from '@temporalio/workflow';
import { MEMO_HANDLE, MEMO_OUTCOME } from '../contract/messages.ts';
import type { Closing } from './closing.ts';
import { describe } from './details.ts';
import type { Job } from './job.ts';

const keyword = (name: string, value: string | null): SearchAttributeUpdatePair => ({
  key: defineSearchAttributeKey(name, 'KEYWORD'),
  value,
});
const datetime = (name: string, value: Date | null): SearchAttributeUpdatePair => ({
  key: defineSearchAttributeKey(name, 'DATETIME'),
  value,
});

/** Once a vendor job is there: all that a list can be filtered by, also where a client of another language set nothing. */
export function publishStart(job: Job): void {
  const { request } = job;
  const labels = request.labels ?? [];
  upsertSearchAttributes([
    keyword('ReeveVendor', job.terms?.vendor ?? null),
    keyword('ReeveEndpoint', request.endpoint),
    keyword('ReeveOperation', request.operation),
    keyword('ReeveVendorJobId', job.vendorJobId ?? null),
    keyword('ReeveState', job.state),
    ...(labels.length > 0 ? [{ key: defineSearchAttributeKey('ReeveLabels', 'KEYWORD_LIST'), value: labels }] : []),
    ...(job.expiresAtMs === null ? [] : [datetime('ReeveExpiresAt', new Date(job.expiresAtMs))]),
  ]);
  publishHandle(job);
  describe(job);
}

/** The sweeper's list of running jobs brings their memos along; elsewhere nobody needs it. */
function publishHandle({ handle, terms }: Job): void {
  if (terms?.parkMs !== undefined) upsertMemo({ [MEMO_HANDLE]: handle });
}

/** A new state, or in sight again. */
export function publishState(job: Job): void {
  upsertSearchAttributes([keyword('ReeveState', job.state), ...backInSight(job)]);
  if (job.reading?.handle !== undefined) publishHandle(job);
  describe(job);
}

function backInSight(job: Job): SearchAttributeUpdatePair[] {
  if (!job.isShownOutOfSight) return [];
  job.isShownOutOfSight = false;
  return [datetime('ReeveOutOfSightSince', null)];
}

export function publishOutOfSight(job: Job, since: string): void {
  job.isShownOutOfSight = true;
  upsertSearchAttributes([datetime('ReeveOutOfSightSince', new Date(since))]);
  describe(job);
}

/** An opened stop has a cause and no verdict; an answered one has both. */
export function publishStop(job: Job): void {
  const denied = job.stop?.denied;
  upsertSearchAttributes([
    keyword('ReeveCause', job.stop?.cause ?? null),
    ...(denied || job.stopsDenied > 0 ? [keyword('ReeveVerdict', denied?.verdict ?? null)] : []),
  ]);
  describe(job);
}

/** A moved expiry; null takes it away. */
export function publishExpiry(job: Job): void {
  upsertSearchAttributes([datetime('ReeveExpiresAt', job.expiresAtMs === null ? null : new Date(job.expiresAtMs))]);
  describe(job);
}

/** The outcome where anyone can read it with no worker alive. */
export function publishClose(job: Job, { outcome }: Closing): void {
  upsertMemo({ [MEMO_OUTCOME]: outcome });
  upsertSearchAttributes([
    keyword('ReeveState', outcome.state),
    ...(outcome.cause ? [keyword('ReeveCause', outcome.cause)] : []),
    ...(outcome.verdict ? [keyword('ReeveVerdict', outcome.verdict)] : []),
    ...backInSight(job),
  ]);
  describe(job, outcome);
}
