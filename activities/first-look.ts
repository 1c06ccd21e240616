import { setTimeout as sleep } from 'node:timers/promises';
import { heartbeat } from '@temporalio/activity';
import type { StartedJob } from '../contract/activities.ts';
import { isTerminal } from '../contract/job.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { lookAt } from './look.ts';

/** The start is not reported while its look is on. */
const PATIENCE_MS = 1_000;
/** How long an endpoint whose look took longer is spared: its starts would all be late for nothing. */
const SPARED_MS = 60_000;

const sparedUntil = new WeakMap<Endpoint, number>();

/**
 * A job that was just started, with what a look says of it at once: the first look, which it needs anyway, without an
 * activity and a workflow task of its own. Not where a sweeper looks, or the look would wait at the gate.
 *
 * The start's answer is left in a heartbeat before: should the worker die in the look, the workflow has it from there.
 */
export async function withFirstLook(endpoint: Endpoint, started: StartedJob, signal: AbortSignal): Promise<StartedJob> {
  if (!isDue(endpoint, started)) return started;
  heartbeat(started);
  const patience = sleep(PATIENCE_MS, 'late' as const, { signal }).catch(() => 'calledOff' as const);
  const look = await Promise.race([lookAt(endpoint, started.handle, {}), patience]);
  if (look === 'late') sparedUntil.set(endpoint, performance.now() + SPARED_MS);
  const known = started.reading?.state ?? 'queued';
  if (typeof look === 'string' || !('reading' in look)) return { ...started, looked: true };
  return { ...started, reading: look.reading, ...(look.reading.state === known && { looked: true }) };
}

function isDue(endpoint: Endpoint, { reading, terms }: StartedJob): boolean {
  if (terms.parkMs !== undefined || (reading !== undefined && isTerminal(reading.state))) return false;
  return performance.now() >= (sparedUntil.get(endpoint) ?? 0) && endpoint.hasRoom();
}
