import type { JobHandle, Reeve } from '../../client/index.ts';
import { follow } from '../follow.ts';
import type { LedgerView } from './ledger-view.ts';
import type { Part } from './part.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Whom a scenario may need. */
export interface Crew {
  reeve: Reeve;
  ledger: LedgerView;
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
  /** To be called once the lone worker is gone. */
  loneGone(): void;
}

/** Plays one scenario: starts its job, does what is to be done meanwhile, follows it to its end. */
export async function play(part: Part, crew: PlayInput): Promise<void> {
  const { name, endpoint, expiresIn = '10 minutes', meanwhile } = part.scenario;
  const { operation, params } = crew.ledger.order(part.scenario);
  const request = { endpoint, operation, params, expiresIn, key: `${name}${crew.suffix}`, labels: ['demo'] };
  const job = await crew.reeve.start(request);
  part.jobId = job.id;
  let act: Promise<void> | undefined;
  const whenRunning = () => {
    if (meanwhile !== undefined) act ??= ACTS[meanwhile](part, job, crew).catch(crew.fail);
  };
  try {
    await toTheEnd(job, part, crew.signal, whenRunning);
  } finally {
    await act;
  }
  part.snapshot = await job.get();
}

async function toTheEnd(job: JobHandle, part: Part, signal: AbortSignal, whenRunning: () => void): Promise<void> {
  const tell = (snapshot: NonNullable<Part['snapshot']>) => {
    part.snapshot = snapshot;
    if (snapshot.state === 'running') whenRunning();
  };
  try {
    await follow(job, { signal, tell });
  } catch (error) {
    // How a job ended is judged at the end.
    if ((error as Error).name !== 'JobError') throw error;
  }
}

type Act = (part: Part, job: JobHandle, crew: PlayInput) => Promise<void>;

const ACTS: Record<'stop' | 'killWorker', Act> = { stop, killWorker };

async function stop(part: Part, job: JobHandle, { signal }: PlayInput): Promise<void> {
  part.remark = 'stop asked';
  part.answer = await job.stop({ by: 'demo', reason: 'the demo asks for it', confirmWithin: '30s', signal });
}

async function killWorker(part: Part, _job: JobHandle, { lone, loneGone, replaceLone }: PlayInput): Promise<void> {
  part.workers = { killed: lone.pid };
  part.remark = `worker ${lone.pid} killed`;
  await lone.kill();
  loneGone();
  const { pid } = await replaceLone();
  part.workers.second = pid;
  part.remark = `worker ${lone.pid} killed, ${pid} goes on`;
}
