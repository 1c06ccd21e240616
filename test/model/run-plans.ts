import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  WorkflowFailedError,
  type WorkflowHandle,
  type WorkflowUpdateHandle,
  WorkflowUpdateStage,
} from '@temporalio/client';
import type { JobRequest, JobView, Outcome } from '../../contract/job.ts';
import { GET_JOB, MEMO_OUTCOME, RUN_JOB, STOP_JOB } from '../../contract/messages.ts';
import { WORKFLOW_QUEUE } from '../../contract/task-queues.ts';
import type { TimeSkipping } from '../harness/time-skipping.ts';
import { skipTo } from './clock.ts';
import { ENDPOINTS, jobIdOf, modelEndpoint, type Vendors } from './endpoint.ts';
import { EXTEND_BY_S, type Plan, type What } from './plan.ts';
import { type Entry, ModelVendor } from './vendor.ts';
import { type Product, startWorkers } from './workers.ts';

/** In real time. The test server never answers an update that comes just when its workflow closes. */
const ANSWER_MS = 8_000;

/** Names of messages, and their arguments. */
const UPDATES = {
  stop: [STOP_JOB, { by: 'model' }],
  extend: ['extendJob', { extendBy: `${EXTEND_BY_S}s` }],
  suspend: ['suspendJob', { by: 'model' }],
  resume: ['resumeJob', { by: 'model' }],
} as const;

/** What was asked of a job, when, and what came of it. Times are the server's. */
export interface Done {
  what: What;
  sentAtMs: number;
  heardAtMs: number;
  /** The server took it: the job had not closed, and had not refused it at once. */
  taken: boolean;
  answer?: unknown;
}

/** One sequence as it went. */
export interface Run {
  plan: Plan;
  startedAtMs: number;
  /** Undefined where it had not closed in time. */
  closed?: { status: string; type?: string; outcome: Outcome | undefined; atMs: number };
  done: Done[];
  ledger: Entry[];
  /** The test server had to be helped: its time was set free by force, or it left a message unanswered. */
  forced: boolean;
}

interface Sequence {
  plan: Plan;
  vendor: ModelVendor;
  handle: WorkflowHandle;
  isClosed: boolean;
  isUnanswered: boolean;
  done: Done[];
  answers: Promise<void>[];
}

/** Later than this, a sequence is stuck. */
export function latestEndS({ request, steps }: Plan): number {
  if (request.expiresInS === 'never') return 3 * 3_600;
  const extensions = steps.filter(({ what }) => what === 'extend').length;
  return request.expiresInS + extensions * EXTEND_BY_S + request.giveUpAfterS + 300;
}

/** Runs sequences at the same time on one server: its time is everybody's, and nothing else is shared. */
export async function runPlans(lab: TimeSkipping, product: Product, plans: readonly Plan[]): Promise<Run[]> {
  const vendors: Vendors = {
    byName: new Map(),
    nowMs: () => lab.environment.currentTimeMs(),
    underWay: 0,
    calls: 0,
    freed: 0,
    isRestarted: plans.some(isRestarted),
  };
  const endpoints = [
    modelEndpoint(ENDPOINTS.searchable, true, vendors),
    modelEndpoint(ENDPOINTS.blind, false, vendors),
  ];
  const workers = await startWorkers(lab, product, endpoints, !vendors.isRestarted);
  try {
    const client = new Client({ connection: lab.environment.connection });
    const sequences = await Promise.all(plans.map((plan) => start(client, vendors, plan)));
    await follow(lab, client, vendors, sequences, workers.restart);
    return await Promise.all(sequences.map((sequence) => told(lab, vendors, sequence)));
  } finally {
    await workers.stop();
  }
}

async function start(client: Client, vendors: Vendors, plan: Plan): Promise<Sequence> {
  const { request, vendor } = plan;
  const jobId = jobIdOf(randomUUID());
  const model = new ModelVendor(jobId, vendor, await vendors.nowMs());
  vendors.byName.set(jobId, model);
  const whole: JobRequest = {
    endpoint: vendor.searchable ? ENDPOINTS.searchable : ENDPOINTS.blind,
    operation: 'run',
    params: { jobId },
    startTimeout: '8s',
    expiresIn: request.expiresInS === 'never' ? 'never' : `${request.expiresInS}s`,
    onStop: request.onStop,
    stop: { giveUpAfter: `${request.giveUpAfterS}s` },
    ...(request.startByS !== 'unset' && { startBy: `${request.startByS}s` }),
  };
  const handle = await client.workflow.start(RUN_JOB, {
    taskQueue: WORKFLOW_QUEUE,
    workflowId: `job/model/${jobId}`,
    args: [whole],
    // The test server skips to a closed run's own time-out, ten years ahead if none is set, and breaks after 2038.
    workflowExecutionTimeout: '60 days',
  });
  return { plan, vendor: model, handle, isClosed: false, isUnanswered: false, done: [], answers: [] };
}

/** Everybody's steps in the order of time, then on until all have closed or are stuck. */
async function follow(
  { environment }: TimeSkipping,
  client: Client,
  vendors: Vendors,
  sequences: Sequence[],
  restart: () => Promise<void>,
) {
  for (const sequence of sequences) {
    const close = () => {
      sequence.isClosed = true;
    };
    void sequence.handle.result().then(close, (error) => error instanceof WorkflowFailedError && close());
  }
  const beganAtMs = await vendors.nowMs();
  for (const [atS, steps] of slots(sequences)) {
    await skipTo(environment, beganAtMs + atS * 1_000, vendors);
    if (steps.some(({ what }) => what === 'restart')) await restart();
    await Promise.all(steps.map(({ sequence, what }) => act(client, vendors, sequence, what)));
  }
  const latestMs = beganAtMs + Math.max(...sequences.map(({ plan }) => latestEndS(plan))) * 1_000;
  for (;;) {
    const nowMs = await vendors.nowMs();
    if (nowMs >= latestMs || sequences.every(({ isClosed }) => isClosed)) return;
    await skipTo(environment, nowMs + 120_000, vendors);
  }
}

/** True for a plan in which the workers are restarted: for everybody who shares the server. */
export function isRestarted({ steps }: Plan): boolean {
  return steps.some(({ what }) => what === 'restart');
}

/**
 * The test server may lose the first activity of a workflow that is sent an update in its very first task, so nothing is
 * done before that is over. Steps are done at full slots of five seconds, and restarts, which are everybody's, at a few
 * times only.
 */
function slots(sequences: readonly Sequence[]) {
  const steps = sequences.flatMap((sequence) =>
    sequence.plan.steps.map(({ atS, what }) => ({
      sequence,
      what,
      atS:
        what === 'restart' ? ([5, 60, 600].find((slot) => atS <= slot) ?? 1_500) : Math.max(1, Math.ceil(atS / 5)) * 5,
    })),
  );
  const bySlot = Map.groupBy(steps, ({ atS }) => atS);
  return [...bySlot].sort(([one], [other]) => one - other);
}

async function act(client: Client, vendors: Vendors, sequence: Sequence, what: What): Promise<void> {
  if (what === 'restart') return;
  const done: Done = { what, sentAtMs: await vendors.nowMs(), heardAtMs: 0, taken: false };
  sequence.done.push(done);
  const beganAt = performance.now();
  try {
    const update = await client.withDeadline(Date.now() + ANSWER_MS, () => send(sequence, done));
    done.taken = true;
    // The answer may come much later: it is waited for without that deadline.
    if (update !== undefined) sequence.answers.push(hear(update, done));
  } catch (error) {
    done.answer = error;
    sequence.isUnanswered ||= performance.now() - beganAt > ANSWER_MS / 2;
  }
  done.heardAtMs = await vendors.nowMs();
}

async function send({ handle, isClosed }: Sequence, done: Done): Promise<WorkflowUpdateHandle<unknown> | undefined> {
  if (done.what === 'restart' || isClosed) throw new Error('not sent');
  if (done.what === 'look') {
    done.answer = await handle.query<JobView>(GET_JOB);
    return undefined;
  }
  if (done.what === 'requestCancel') {
    await handle.cancel();
    return undefined;
  }
  const [name, argument] = UPDATES[done.what];
  const waitForStage = WorkflowUpdateStage.ACCEPTED;
  return await handle.startUpdate<unknown, [unknown]>(name, { args: [argument], waitForStage });
}

async function hear(update: WorkflowUpdateHandle<unknown>, done: Done): Promise<void> {
  done.answer = await update.result().catch((error: unknown) => error);
}

async function told({ environment }: TimeSkipping, { freed }: Vendors, sequence: Sequence): Promise<Run> {
  const { plan, vendor, handle, done } = sequence;
  const { status, memo, startTime, closeTime } = await handle.describe();
  const run = {
    plan,
    startedAtMs: startTime.getTime(),
    done,
    ledger: vendor.ledger,
    forced: freed > 0 || sequence.isUnanswered,
  };
  if (closeTime === undefined) {
    await handle.terminate('stuck');
    return run;
  }
  const areHeard = Promise.all(sequence.answers).then(() => true);
  if (!(await Promise.race([areHeard, pause(ANSWER_MS, false, { ref: false })]))) run.forced = true;
  const type = await handle.result().then(
    () => undefined,
    (error: WorkflowFailedError) => (error.cause as { type?: string } | undefined)?.type,
  );
  // What the vendor accepts late, it has accepted by then.
  vendor.catchUp((await environment.currentTimeMs()) + 60_000);
  const outcome = memo?.[MEMO_OUTCOME] as Outcome | undefined;
  return { ...run, closed: { status: status.name, ...(type && { type }), outcome, atMs: closeTime.getTime() } };
}
