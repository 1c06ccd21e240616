import { proxyActivities, sleep, upsertMemo } from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';
import {
  MEMO_REPORT,
  type Orphan,
  type Reclaimed,
  type ReclaimReport,
  type ReclaimRequest,
} from '../contract/reclaim.ts';
import { cancelQueue, endpointQueue } from '../contract/task-queues.ts';

const MINUTE_MS = 60_000;
/** How long one orphan's stop is tried in one pass; the next pass finds it again. */
const STOP_MS = 5 * MINUTE_MS;

/**
 * One pass over an endpoint: what its ended workflows have left running at the vendor is listed, looked for again after
 * a while, and stopped. Terminate, a time-out of the execution and a reset run no workflow code, so nobody else does it.
 */
export async function reclaim(request: ReclaimRequest): Promise<ReclaimReport> {
  const { endpoint, dryRun = false, cap = 20, confirmAfterMs = MINUTE_MS / 2 } = request;
  const { graceMs = 10 * MINUTE_MS, lookBackMs = 7 * 24 * 60 * MINUTE_MS } = request;
  const { surveyEndpoint } = surveyor(endpoint);
  const first = await surveyEndpoint({ endpoint, graceMs, lookBackMs });
  const listed: Reclaimed[] = first.orphans.map((orphan) => ({ ...orphan, result: 'listed' }));
  const report: ReclaimReport = { endpoint, dryRun, ...first, orphans: listed };
  upsertMemo({ [MEMO_REPORT]: report });
  if (dryRun || listed.length === 0) return report;

  await sleep(confirmAfterMs, { summary: 'look again before anything is stopped' });
  const second = await surveyEndpoint({ endpoint, graceMs, lookBackMs });
  const sure = first.orphans.filter((orphan) => second.orphans.some((again) => isSame(orphan, again)));
  const stopped = await Promise.all(sure.slice(0, cap).map((orphan) => stop(endpoint, orphan)));
  report.orphans = listed.map((orphan) => stopped.find((one) => isSame(orphan, one)) ?? orphan);
  upsertMemo({ [MEMO_REPORT]: report });
  return report;
}

function isSame(one: Orphan, other: Orphan): boolean {
  return one.runId === other.runId && one.vendorJobId === other.vendorJobId;
}

/** The same stop as a job's own: cancels at the vendor, then looks until it is over. */
async function stop(endpoint: string, orphan: Orphan): Promise<Reclaimed> {
  const { endJob } = proxyActivities<Activities>({
    taskQueue: cancelQueue(endpoint),
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: STOP_MS,
    summary: `stop ${orphan.vendorJobId}`,
  });
  const { handle } = orphan;
  try {
    const ended = await endJob({ endpoint, handle, cause: 'request', expiresAtMs: null, giveUpAfterMs: STOP_MS });
    if ('reading' in ended) return { ...orphan, words: ended.reading.words, result: 'stopped' };
    if ('lost' in ended) return { ...orphan, result: 'stopped', message: ended.lost };
    return { ...orphan, result: 'refused', message: ended.denied.why };
  } catch (error) {
    return { ...orphan, result: 'unconfirmed', message: (error as Error).cause ? String((error as Error).cause) : '' };
  }
}

function surveyor(endpoint: string): Pick<Activities, 'surveyEndpoint'> {
  return proxyActivities<Activities>({
    taskQueue: endpointQueue(endpoint),
    startToCloseTimeout: '5 minutes',
    retry: { initialInterval: '5s', maximumInterval: '1m' },
    summary: 'compare what runs at the vendor with our jobs',
  });
}
