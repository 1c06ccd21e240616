import { setTimeout as sleep } from 'node:timers/promises';
import { type ListedJob, listJobs, untilCounted } from '../closings.ts';
import { startWaiting } from '../jobs.ts';
import { inLab, type Lab } from '../lab.ts';
import { paced } from '../paced.ts';
import { untilQuiet, untilSwept } from '../quiet.ts';
import type { Context } from '../scenario.ts';
import { percentile } from '../statistics.ts';
import { wrongEnds } from './restart-judge.ts';

const VENDOR = 'riverbed-cmc';
const ENDPOINT = 'cmc';
/** Of all jobs: those that are started, that finish and that are stopped while the worker is killed. The rest waits. */
const PARTS = { starting: 0.4, finishing: 0.3, stopping: 0.1 };
/** So that all three go on for about as long, at a pace that one worker keeps: what is measured is the hand-over, not the want of it. */
const ALL_PER_SECOND = 20;
/** The kill comes when so much of it is done. */
const KILL_AFTER = 0.4;
const SHOWN = 10;
/** Whose delay is worth a look at its history. */
const LATE_MS = 20_000;

export interface Restarted {
  jobs: number;
  wrong: number;
  delays: { longestDelayMs: number; longestAnsweredMs: number; delayP50Ms: number; delayP95Ms: number };
  /** How many starts had to be searched for, of the jobs that closed late. */
  searched: number;
}

/** @param lookTimeoutMs what a look may take, its wait at the gate included: twice the endpoint's time-out */
export async function playRestart(context: Context, lookTimeoutMs: number): Promise<Restarted> {
  const jobs = context.of({ full: 2_000, short: 100 });
  const intervals = { least: '1s', greatest: '4s', stop: '1s' };
  const fields = { sweep: { every: '5s' }, intervals, timeout: `${lookTimeoutMs / 2} ms` };
  return await inLab({ endpoints: [{ name: ENDPOINT, vendor: VENDOR, fields }] }, async (lab) => {
    await lab.startWorker();
    await lab.startWorker();
    const waiting = await startWaiting(lab, ENDPOINT, jobs - partOf(jobs, 'starting'));
    await untilQuiet(lab);
    await untilSwept(lab.simulators.get(VENDOR));
    const stopped = waiting.slice(0, partOf(jobs, 'stopping'));
    const ends = waiting.slice(stopped.length);
    const finishing = ends.slice(0, partOf(jobs, 'finishing'));
    const tookMs = (jobs / ALL_PER_SECOND) * 1_000;
    context.say(`${jobs} jobs, in all stages for ${Math.round(tookMs / 1_000)} s`);
    await Promise.all([
      startSome(lab, partOf(jobs, 'starting')),
      finish(lab, finishing, PARTS.finishing),
      stop(lab, stopped),
      sleep(tookMs * KILL_AFTER).then(() => killSweeping(lab, context)),
    ]);
    await finish(lab, ends.slice(finishing.length), 1 - PARTS.starting);
    await untilCounted(lab, `ReeveEndpoint = '${ENDPOINT}' AND ExecutionStatus != 'Running'`, jobs, 600_000);
    const listed = await listJobs(lab, `ReeveEndpoint = '${ENDPOINT}'`);
    return await judged(listed, new Set(stopped), lab, context);
  });
}

const partOf = (jobs: number, part: keyof typeof PARTS) => Math.round(jobs * PARTS[part]);
const perSecond = (part: number) => ALL_PER_SECOND * part;

async function startSome(lab: Lab, count: number): Promise<void> {
  const orders = Array.from({ length: count }, () => lab.order(VENDOR, 'short'));
  await paced(orders, perSecond(PARTS.starting), async ({ operation, params }) => {
    await lab.reeve.startUntyped({ endpoint: ENDPOINT, operation, params, expiresIn: '1 day', startTimeout: '10 s' });
  });
}

async function finish(lab: Lab, ids: readonly string[], part: number): Promise<void> {
  const simulator = lab.simulators.get(VENDOR);
  const listed = await listJobs(lab, `ReeveEndpoint = '${ENDPOINT}' AND ExecutionStatus = 'Running'`);
  const vendorJobs = new Map(listed.map(({ id, vendorJobId }) => [id, vendorJobId]));
  await paced(ids, perSecond(part), async (id) => {
    if (!simulator.patchJob(vendorJobs.get(id) ?? '', { end: 'succeeded' })) throw new Error(`${id} has no vendor job`);
  });
}

async function stop(lab: Lab, ids: readonly string[]): Promise<void> {
  await paced(ids, perSecond(PARTS.stopping), async (id) => {
    await lab.reeve.job(id).stop({ by: 'bench', reason: 'measured' });
  });
}

/** Kills the worker that sweeps: the worse one to lose. */
async function killSweeping(lab: Lab, { say }: Context): Promise<void> {
  const { raw } = await lab.reeve.client.workflow.getHandle(`sweep/${ENDPOINT}`).describe();
  const identity = raw.pendingActivities?.[0]?.lastWorkerIdentity ?? '';
  const sweeping = lab.workers.find(({ pid }) => identity.startsWith(`${pid}@`));
  if (sweeping === undefined) throw new Error(`no worker of ours sweeps: ${identity}`);
  await lab.kill(sweeping);
  say('the worker that sweeps is killed');
}

async function judged(
  listed: readonly ListedJob[],
  stopped: ReadonlySet<string>,
  lab: Lab,
  { say }: Context,
): Promise<Restarted> {
  const ledger = lab.simulators
    .get(VENDOR)
    .ledger()
    .jobs.filter(({ startedBy }) => startedBy.call !== undefined);
  const endedAt = new Map(ledger.map((job) => [job.id, job.endedAt ?? Number.NaN]));
  const delayOf = ({ vendorJobId, closedAt = Number.NaN }: ListedJob) => closedAt - (endedAt.get(vendorJobId) ?? 0);
  const wrong = wrongEnds(listed, ledger, stopped);
  for (const line of wrong.slice(0, SHOWN)) say(line);
  const late = listed.filter((job) => delayOf(job) > LATE_MS);
  const searches = await Promise.all(late.map(({ id }) => wasSearchedFor(lab, id)));
  const searched = new Set(late.filter((_, index) => searches[index]));
  const delays = listed.map(delayOf);
  return {
    jobs: listed.length,
    wrong: wrong.length,
    searched: searched.size,
    delays: {
      longestDelayMs: Math.max(...delays),
      longestAnsweredMs: Math.max(...listed.filter((job) => !searched.has(job)).map(delayOf)),
      delayP50Ms: percentile(delays, 0.5),
      delayP95Ms: percentile(delays, 0.95),
    },
  };
}

/** The answer to its start was lost: the vendor's jobs were searched for what it had made. */
async function wasSearchedFor({ reeve }: Lab, id: string): Promise<boolean> {
  const { events } = await reeve.client.workflow.getHandle(id).fetchHistory();
  return (events ?? []).some(
    ({ activityTaskScheduledEventAttributes: asked }) => asked?.activityType?.name === 'findJob',
  );
}
