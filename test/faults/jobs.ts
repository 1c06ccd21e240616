import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { isClosed, type JobRecord, readRecord } from '../../client/record.ts';
import type { JobRequest } from '../../contract/job.ts';
import type { CallRecord, LedgerJob } from '../../simulators/index.ts';
import { eventNames, textOf } from '../harness/end-to-end-histories.ts';
import { until } from '../harness/end-to-end-until.ts';
import { isNamed } from './count.ts';
import type { FaultLab, Started } from './lab.ts';
import type { Work } from './orders.ts';

/** Starts so many jobs, all at once. @param at at this one endpoint, instead of one after the other */
export function startAll(
  lab: FaultLab,
  work: (index: number) => Work,
  count: number,
  more: Partial<JobRequest> = {},
  at?: number,
): Promise<Started[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => lab.start(work(index), more, at)));
}

export async function recordOf(lab: FaultLab, { job }: Started): Promise<JobRecord> {
  return readRecord(await lab.reeve.client.workflow.getHandle(job.id).describe());
}

/**
 * On a busy machine a task that the server gave out may never come to its worker. Then the start is missed after a
 * minute, searched for until "none" counts, and made again.
 */
const KNOWN_WITHIN_MS = 300_000;

/** Waits until Reeve knows each one's vendor job. */
export async function untilKnown(lab: FaultLab, jobs: readonly Started[]): Promise<void> {
  await each(lab, jobs, 'known', KNOWN_WITHIN_MS, ({ vendorJobId }) => vendorJobId !== undefined);
}

/** Waits until each one stands so at the vendor, and Reeve knows it. */
export async function untilAt(
  lab: FaultLab,
  jobs: readonly Started[],
  state: 'queued' | 'running',
  withinMs = KNOWN_WITHIN_MS,
): Promise<void> {
  await each(lab, jobs, `${state} at the vendor`, withinMs, (record) => record.state === state && !!record.vendorJobId);
}

/** Waits until all have closed. Those that do not in time are left to the judge, who counts them as stuck. */
export async function untilClosed(lab: FaultLab, jobs: readonly Started[], withinMs = 240_000): Promise<void> {
  await each(lab, jobs, 'closed', withinMs, isClosed).catch(() => undefined);
}

/** Waits until an attempt of the activity is under way for each of them. */
export async function untilInActivity(lab: FaultLab, jobs: readonly Started[], activity: string): Promise<void> {
  const isIn = async ({ job }: Started) => {
    const described = await lab.reeve.client.workflow.getHandle(job.id).describe();
    return described.raw.pendingActivities?.some(({ activityType, state }) => {
      return activityType?.name === activity && state === STARTED;
    });
  };
  let left = [...jobs];
  const all = async () => {
    const there = await Promise.all(left.map(isIn));
    left = left.filter((_, index) => !there[index]);
    return left.length === 0 || undefined;
  };
  await until(`all are in ${activity}`, all, () => left.map(({ job }) => job.id), 60_000);
}

/** How far a job has come, for whoever must find out why it came no further. */
export async function storyOf(lab: FaultLab, { job }: Started): Promise<object> {
  const handle = lab.reeve.client.workflow.getHandle(job.id);
  const [history, { raw }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const times = history.events?.map(({ eventTime }) => new Date(Number(eventTime?.seconds) * 1_000).toISOString());
  return {
    job: job.id,
    events: eventNames(history).map((name, index) => `${times?.[index]?.slice(11, 19)} ${name}`),
    pending: raw.pendingActivities?.map((pending) => {
      const { activityType, state, attempt, lastFailure, lastWorkerIdentity, heartbeatDetails } = pending;
      const failed = `${lastFailure?.message}, left ${textOf(heartbeatDetails)}`;
      return `${activityType?.name} ${state} attempt ${attempt} at ${lastWorkerIdentity}: ${failed}`;
    }),
  };
}

/** `PendingActivityState` of the server's protocol. */
const STARTED = 2;

/** Which of the jobs the held calls are about: each names the job's target, or what an earlier call has made for it. */
export function inCalls(lab: FaultLab, jobs: readonly Started[], calls: readonly string[]): Started[] {
  const ledger = lab.simulator.ledger().jobs;
  return jobs.filter(({ mark }) => {
    const ids = ledger.filter(({ content }) => content?.includes(mark)).map(({ id }) => id);
    return calls.some((call) => [mark.replaceAll('"', ''), ...ids].some((word) => call.includes(word)));
  });
}

/** How many calls of this kind have come to the vendor. */
export function callsOf(lab: FaultLab, kind: CallRecord['kind']): number {
  return lab.simulator.ledger().callsByKind[kind];
}

/** The vendor's own record of a job. */
export async function truthOf(lab: FaultLab, started: Started): Promise<LedgerJob> {
  const { vendorJobId = '' } = await recordOf(lab, started);
  const found = lab.simulator.ledger().jobs.find((one) => isNamed(one, vendorJobId));
  if (found === undefined) throw new Error(`${lab.vendor} has no job ${vendorJobId} of ${started.job.id}`);
  return found;
}

/** Undefined where the server cannot be asked just now: it may be what this fault is about. */
async function readAll(lab: FaultLab, jobs: readonly Started[]): Promise<JobRecord[] | undefined> {
  try {
    return await Promise.all(jobs.map((one) => recordOf(lab, one)));
  } catch (error) {
    // A parent's child may not have been started yet.
    if (error instanceof WorkflowNotFoundError) return undefined;
    if (PASSING.includes((error as { cause?: { code?: number } }).cause?.code ?? 0)) return undefined;
    throw error;
  }
}

/** gRPC's DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED and UNAVAILABLE. */
const PASSING = [4, 8, 14];

/** Waits until it is true of each one's record. */
export async function each(
  lab: FaultLab,
  jobs: readonly Started[],
  what: string,
  withinMs: number,
  is: (record: JobRecord) => boolean,
): Promise<void> {
  let left = [...jobs];
  const all = async () => {
    const records = await readAll(lab, left);
    if (records === undefined) return undefined;
    const isOpen = records.map((record) => !is(record));
    left = left.filter((_, index) => isOpen[index]);
    if (left.length === 0) return true;
    await sleep((1_000 * left.length) / lab.asksPerSecond);
    return undefined;
  };
  await until(
    `${jobs.length} jobs are ${what}`,
    all,
    () => Promise.all(left.slice(0, 3).map((one) => storyOf(lab, one))),
    withinMs,
  );
}
