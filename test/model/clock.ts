import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Vendors } from './endpoint.ts';

/** How often it is asked, in real time, whether the server still skips. */
const CHECK_MS = 100;
/** So many checks in a row with no call under way and nothing skipped: stuck, and not only slow on a busy machine. */
const STUCK_CHECKS = 40;
/** After a restart it may also wait for a task that went to a worker that is gone, until that one's time-out. */
const STUCK_CHECKS_RESTARTED = 120;
/** What a check itself may take, beyond the time that it measures. */
const INEXACT_MS = 60;

/**
 * Skips the server's time on. Some cancels leave a lock in the test server that nobody gives back: from then on its
 * time runs like ours, and a sequence would take hours. Then the lock is given back here, and `freed` counts it.
 */
export async function skipTo(environment: TestWorkflowEnvironment, untilMs: number, vendors: Vendors): Promise<void> {
  const nowMs = await environment.currentTimeMs();
  if (untilMs <= nowMs) return;
  const skipped = new AbortController();
  const freeing = freeWhereStuck(environment, vendors, skipped.signal);
  await environment.sleep(untilMs - nowMs);
  skipped.abort();
  await freeing;
}

async function freeWhereStuck(environment: TestWorkflowEnvironment, vendors: Vendors, skipped: AbortSignal) {
  let checks = 0;
  let before = await gapMs(environment);
  while (!skipped.aborted) {
    await pause(CHECK_MS, undefined, { signal: skipped }).catch(() => undefined);
    const gap = await gapMs(environment);
    checks = vendors.underWay === 0 && gap - before < INEXACT_MS ? checks + 1 : 0;
    before = gap;
    if (checks < (vendors.isRestarted ? STUCK_CHECKS_RESTARTED : STUCK_CHECKS) || skipped.aborted) continue;
    checks = 0;
    vendors.freed += 1;
    await environment.connection.testService?.unlockTimeSkipping({});
  }
}

/** How far the server's time is ahead of ours. It grows by what is skipped. */
async function gapMs(environment: TestWorkflowEnvironment): Promise<number> {
  return (await environment.currentTimeMs()) - Date.now();
}
