import { setTimeout as sleep } from 'node:timers/promises';
import { activityInfo, Context, cancellationSignal } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { SweepEnd, SweepPulse, SweepRequest } from '../contract/sweep.ts';
import type { Looked } from '../contract/vendor.ts';
import { type Endpoint, lookTimeoutMs } from '../vendors/endpoint.ts';
import { notYet, retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { countLook, countPass } from './meters.ts';
import { hearParked } from './parked.ts';
import { nowMs, type Pulse, startPulse } from './pulse.ts';
import { endpointOf } from './start-context.ts';
import { Sweep } from './sweep.ts';
import { leaveWords, offer, type SweptJob } from './sweep-jobs.ts';
import { JobList } from './sweep-list.ts';
import { sweepOf } from './sweep-terms.ts';

const IDLE_MS = 60_000;
const RENEW_MS = 6 * 3_600_000;
/** Vendor calls for looks that are under way at once: the gate's other places are left to starts and stops. */
const LANES = 2;
/** Longer than anything in a pass takes: without progress for so long, another worker shall go on. */
const STUCK_MS = 60_000;
/** An idle sweeper says after this part of its idle time that it is ending: longer than a beat and the list's lag before. */
const ENDING_PART = 1 / 3;
/** A pass waits for its list for this part of the interval: then it looks at the jobs of the list before. */
const LIST_PATIENCE = 0.05;
/** A pass spreads its calls over this part of the interval: what has ended is told evenly, not in one heap. */
const SPREAD = 0.8;

/** Makes pass after pass over an endpoint's running jobs, until there have been none for a while. */
export async function sweepEndpoint(dependencies: ActivityDependencies, request: SweepRequest): Promise<SweepEnd> {
  const { draining = new AbortController().signal } = dependencies;
  const cancelled = cancellationSignal();
  const signal = AbortSignal.any([draining, cancelled]);
  try {
    const endpoint = endpointOf(dependencies, request.endpoint);
    return await sweep(endpoint, request, signal);
  } catch (error) {
    cancelled.throwIfAborted();
    if (draining.aborted) throw notYet('its worker takes no more work: another one goes on', 1_000);
    throw retryFailure(error);
  }
}

async function sweep(endpoint: Endpoint, request: SweepRequest, signal: AbortSignal): Promise<SweepEnd> {
  const { idleAfterMs = IDLE_MS, renewAfterMs = RENEW_MS } = request;
  const terms = sweepOf(endpoint);
  if (terms === undefined) return 'off';
  const { client } = Context.current();
  const wasFailing = (activityInfo().heartbeatDetails as SweepPulse | undefined)?.failing;
  const sight = new Sweep({ ...endpoint.settings, ...endpoint.settings.intervals }, wasFailing);
  const pulse = startPulse(lookTimeoutMs(endpoint.settings) + STUCK_MS);
  const beganAtMs = nowMs();
  let idleSinceMs = beganAtMs;
  const list = new JobList(client, endpoint.name, nowMs, (jobs, begunAtMs) => {
    sight.learn(jobs, begunAtMs, nowMs());
    pulse.progress();
  });
  const hearNoMore = hearParked(endpoint, (job) => sight.park(job, nowMs()));
  const until = async (atMs: number) => {
    pulse.restUntil(atMs);
    await sleep(Math.max(0, atMs - nowMs()), undefined, { signal });
  };
  const lookAtDue = async (passAtMs: number, spreadMs: number) => {
    const due = sight.due(passAtMs);
    await lookAtAll({ client, endpoint, sight, signal, pulse, until }, due, spreadMs);
    return due.length;
  };
  try {
    for (let passAtMs = beganAtMs, nextAtMs: number; ; passAtMs = nextAtMs) {
      const learned = list.refresh(sight.brought > 0);
      const patience = sight.size === 0 ? [] : [until(passAtMs + terms.everyMs * LIST_PATIENCE)];
      await Promise.race([learned, ...patience]);
      const looks = await lookAtDue(passAtMs, terms.everyMs * SPREAD);
      nextAtMs = Math.max(nowMs(), passAtMs + terms.everyMs);
      // Jobs that a slow list brings meanwhile have their turn in this pass.
      await Promise.race([learned, until(nextAtMs)]);
      countPass(endpoint, sight.size, looks + (await lookAtDue(passAtMs, 0)));
      if (sight.size > 0) idleSinceMs = nowMs();
      const idleMs = nowMs() - idleSinceMs;
      pulse.tell({ ending: idleMs >= idleAfterMs * ENDING_PART, failing: sight.isFailing });
      if (idleMs >= idleAfterMs) return 'idle';
      // What people have been told is known to this run alone.
      if (nowMs() - beganAtMs >= renewAfterMs && !sight.isFailing) return 'renew';
      await until(nextAtMs);
    }
  } finally {
    hearNoMore();
    pulse.stop();
  }
}

interface Pass {
  client: Client;
  endpoint: Endpoint;
  sight: Sweep;
  signal: AbortSignal;
  pulse: Pulse;
  until(atMs: number): Promise<void>;
}

/**
 * Makes the calls at even distances, the last one before this time is over; what takes longer goes on without a pause.
 * While a lane's offers are under way it looks further: jobs that end together do not hold up the others.
 */
async function lookAtAll(pass: Pass, due: readonly SweptJob[], spreadMs: number): Promise<void> {
  const { endpoint, pulse, until } = pass;
  const batches = inBatches(due, endpoint.capabilities.looksInOneCall);
  const beganAtMs = nowMs();
  const next = batches.entries();
  const lane = async () => {
    let telling: Promise<unknown> = Promise.resolve();
    for (const [index, batch] of next) {
      const dueAtMs = beganAtMs + (index * spreadMs) / batches.length;
      if (dueAtMs > nowMs()) await until(dueAtMs);
      const [looked] = await Promise.all([lookAtBatch(pass, batch), telling]);
      telling = Promise.all(batch.map((job, index) => tell(pass, job, looked[index] as Looked)));
      pulse.progress();
    }
    await telling;
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function inBatches(jobs: readonly SweptJob[], most: number): SweptJob[][] {
  return Array.from({ length: Math.ceil(jobs.length / most) }, (_, index) =>
    jobs.slice(index * most, (index + 1) * most),
  );
}

async function lookAtBatch({ endpoint, signal: ended }: Pass, batch: readonly SweptJob[]): Promise<Looked[]> {
  const signal = AbortSignal.any([ended, AbortSignal.timeout(lookTimeoutMs(endpoint.settings))]);
  const handles = batch.map(({ handle }) => handle);
  const looked = await endpoint.vendor.look(handles, { signal }).catch((error: Error) => batch.map(() => error));
  // What was aborted because this process stops says nothing of the jobs.
  ended.throwIfAborted();
  return looked;
}

async function tell({ client, endpoint, sight }: Pass, job: SweptJob, looked: Looked): Promise<void> {
  countLook(endpoint, looked);
  const { news, words } = sight.hear(job, looked, nowMs());
  if (news !== undefined && (await offer(client, job, news))) sight.taken(job, news, nowMs());
  if (words !== undefined && (await leaveWords(client, job, words))) sight.said(job, words, nowMs());
}
