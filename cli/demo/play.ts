import type { JobHandle, JobSnapshot, Reeve } from '../../client/index.ts';
import { follow } from '../follow.ts';
import type { LedgerView } from './ledger-view.ts';
import type { Part } from './part.ts';
import type { Scenario } from './scenario.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Whom a scenario may need. */
export interface Crew {
  reeve: Reeve;
  ledger: LedgerView;
  /** Ends the vendor's job of a scenario that is held. */
  release(scenario: Scenario): void;
  /** Ends the waiting. */
  signal: AbortSignal;
  /** Ends the demo. */
  fail: (error: unknown) => void;
  /** Behind each key, so that a server that is kept has no two demos' jobs under one. */
  suffix: string;
  /** The worker that serves `prime-dc2` alone. */
  lone: WorkerProcess;
  /** Starts another one with the same configuration. */
  replaceLone(): Promise<WorkerProcess>;
}

interface PlayInput extends Crew {
  /** To be called once the job is at its vendor; where its worker is killed, once that is gone. */
  begun(): void;
}

/** Plays one scenario: starts its job, does what is to be done meanwhile, follows it to its end. */
export async function play(part: Part, crew: PlayInput): Promise<void> {
  crew.signal.throwIfAborted();
  const { name, endpoint, expiresIn = '10 minutes', onceIt = 'running' } = part.scenario;
  const { operation, params } = crew.ledger.order(part.scenario);
  const request = { endpoint, operation, params, expiresIn, key: `${name}${crew.suffix}`, labels: ['demo'] };
  const job = await crew.reeve.startUntyped(request);
  part.jobId = job.id;
  let act: Promise<void> | undefined;
  const tell = ({ state, vendorJobId }: JobSnapshot) => {
    // Without an id the job is not at the vendor yet.
    if (vendorJobId === undefined) return;
    if (part.scenario.meanwhile !== 'killWorker') crew.begun();
    if (state === onceIt) act ??= actOn(part, job, crew).catch(crew.fail);
  };
  try {
    await toTheEnd(job, part, crew.signal, tell);
  } finally {
    await act;
  }
  part.snapshot = await job.get();
}

async function toTheEnd(
  job: JobHandle,
  part: Part,
  signal: AbortSignal,
  react: (snapshot: JobSnapshot) => void,
): Promise<void> {
  const tell = (snapshot: JobSnapshot) => {
    part.snapshot = snapshot;
    react(snapshot);
  };
  try {
    await follow(job, { signal, tell });
  } catch (error) {
    // How a job ended is judged at the end.
    if ((error as Error).name !== 'JobError') throw error;
  }
}

async function actOn(part: Part, job: JobHandle, crew: PlayInput): Promise<void> {
  const { meanwhile, course } = part.scenario;
  if (meanwhile !== undefined) await ACTS[meanwhile](part, job, crew);
  if (course.isHeld) crew.release(part.scenario);
}

type Act = (part: Part, job: JobHandle, crew: PlayInput) => Promise<void>;

const ACTS: Record<'stop' | 'killWorker', Act> = { stop, killWorker };

async function stop(part: Part, job: JobHandle, { signal }: PlayInput): Promise<void> {
  part.remark = 'stop asked';
  part.answer = await job.stop({ by: 'demo', reason: 'the demo asks for it', confirmWithin: '30s', signal });
}

async function killWorker(part: Part, _job: JobHandle, { lone, replaceLone, begun }: PlayInput): Promise<void> {
  part.workers = { killed: lone.pid };
  part.remark = `worker ${lone.pid} killed`;
  await lone.kill();
  begun();
  const { pid } = await replaceLone();
  part.workers.second = pid;
  part.remark = `worker ${lone.pid} killed, ${pid} goes on`;
}
