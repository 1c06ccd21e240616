import { setTimeout as sleep } from 'node:timers/promises';
import { heartbeat } from '@temporalio/activity';
import type { StartedJob } from '../contract/activities.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { lookAt } from './look.ts';

/** The start is not reported while its look is on: it is given less time than any vendor is given for an answer. */
const PATIENCE_MS = 2_000;

/**
 * A job that was just started, with what a look says of it at once. That is its first look, which it needs anyway, without an
 * activity and a workflow task of its own. Only where it costs the vendor nothing more: not where a sweeper looks, the
 * answer to the start has told the state, or the look would have to wait at the gate.
 *
 * The start's answer is left in a heartbeat before: should the worker die in the look, the workflow has it from there.
 */
export async function withFirstLook(endpoint: Endpoint, started: StartedJob, signal: AbortSignal): Promise<StartedJob> {
  if (started.reading !== undefined || started.terms.parkMs !== undefined || !endpoint.hasRoom()) return started;
  heartbeat(started);
  const patience = sleep(PATIENCE_MS, undefined, { signal }).catch(() => undefined);
  const look = await Promise.race([lookAt(endpoint, started.handle, {}), patience]);
  return look !== undefined && 'reading' in look ? { ...started, reading: look.reading } : started;
}
