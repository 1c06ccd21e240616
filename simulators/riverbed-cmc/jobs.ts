import type { Call } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Ending, Ledger, LedgerJob } from '../core/ledger.ts';
import { combine, type Feature } from './feature.ts';
import { isOver, type Job, type JobStatus, toSeconds } from './job.ts';
import { doneParts, endingOf, forceParts, planParts } from './parts.ts';
import type { Targets } from './targets.ts';

export interface NewJob {
  targets: Targets;
  serials: string[];
  features: Feature[];
  user: string;
  call?: Call;
  operation?: string | undefined;
  idx?: number | undefined;
  timestamp?: number | undefined;
  backup?: boolean | undefined;
  id?: number;
  /** Vendor time, epoch milliseconds. @default now */
  createdAt?: number;
}

export interface Jobs {
  create(asked: NewJob): Job;
  /** Oldest first. */
  all(): Job[];
  /** What the API shows. */
  visible(): Job[];
  /** A waiting job is canceled at once, a running one a little later: it may well finish first. */
  cancel(job: Job, by: LedgerJob['stoppedBy']): void;
  /** From outside, in that way. */
  end(job: Job, how: Ending, by?: LedgerJob['stoppedBy']): void;
  /** The id no longer means this job, which runs on. */
  forget(job: Job): void;
}

export interface JobsInput {
  clock: Clock;
  ledger: Ledger;
  stopSeconds: number;
  partialStatus: 'Failed' | 'Success';
}

const FIRST_ID = 1000;

/** Everything that was asked, in one form for the same work. */
function contentOf({ targets, features, operation, idx, timestamp, backup }: NewJob): string {
  const feature_ids = features.map((feature) => feature.id).toSorted((a, b) => a - b);
  const ids = targets.ids.toSorted((a, b) => String(a).localeCompare(String(b)));
  return JSON.stringify({ [targets.kind]: ids, feature_ids, operation, idx, timestamp, backup });
}

function enterLedger(ledger: Ledger, asked: NewJob, id: string): LedgerJob {
  const { features, targets, user, call } = asked;
  const name = `push ${features.map((feature) => feature.name).join(', ')} to ${targets.kind} ${targets.ids.join(', ')}`;
  const content = contentOf(asked);
  const entry = { id, name, state: 'waiting' as const, words: 'Queued', user, content };
  return ledger.accepted(call === undefined ? entry : { ...entry, call });
}

function newJob(asked: NewJob, id: number, now: number, ledger: Ledger): Job {
  const { targets, features, createdAt = now, operation = 'push', idx = 0, backup = false } = asked;
  return {
    id,
    targets,
    features,
    operation,
    idx,
    timestamp: asked.timestamp ?? toSeconds(createdAt),
    backup,
    status: 'Queued',
    createdAt,
    behaviour: combine(features.map((feature) => feature.behaviour)),
    parts: planParts(features, asked.serials),
    timer: () => {},
    ledger: enterLedger(ledger, asked, String(id)),
    shown: {},
    hiddenUntil: 0,
  };
}

function createEnds({ clock, ledger, partialStatus }: JobsInput) {
  const words: Record<Ending, JobStatus> = {
    succeeded: 'Success',
    failed: 'Failed',
    partial: partialStatus,
    canceled: 'Canceled',
  };

  function close(job: Job, how: Ending, by?: LedgerJob['stoppedBy']): void {
    job.timer();
    job.done = how === 'canceled' || job.error !== undefined ? doneParts(job, clock) : job.parts.length;
    job.completedAt = clock.now();
    job.status = words[how];
    job.shown = {};
    ledger.ended(job.ledger, how, job.status, by);
  }

  return {
    /** As its features have it. */
    finish(job: Job): void {
      const { prePushError } = job.behaviour;
      if (prePushError !== undefined) job.error = prePushError;
      close(job, prePushError === undefined ? endingOf(job.parts) : 'failed');
    },
    end(job: Job, how: Ending, by?: LedgerJob['stoppedBy']): void {
      if (isOver(job)) return;
      if (how !== 'canceled') {
        job.parts = forceParts(job.parts, how);
        job.pushedAt ??= clock.now();
      }
      close(job, how, by);
    },
  };
}

export function createJobs(input: JobsInput): Jobs {
  const { clock, ledger, stopSeconds } = input;
  const { finish, end } = createEnds(input);
  let jobs: Job[] = [];
  let lastId = FIRST_ID;

  function begin(job: Job): void {
    job.status = 'InProgress';
    job.pushedAt = clock.now();
    job.shown = {};
    ledger.changed(job.ledger, 'running', job.status);
    job.timer = clock.after(job.behaviour.seconds, () => finish(job));
  }

  function queue(job: Job): void {
    const { queuedSeconds = 0 } = job.behaviour;
    const isScheduled = job.timestamp * 1000 > clock.now();
    if (isScheduled) job.timer = clock.at(job.timestamp * 1000, () => begin(job));
    else if (queuedSeconds > 0) job.timer = clock.after(queuedSeconds, () => begin(job));
    else begin(job);
  }

  return {
    end,
    all: () => jobs,
    visible: () => jobs.filter((job) => job.hiddenUntil <= clock.now()),
    create(asked) {
      const job = newJob(asked, asked.id ?? ++lastId, clock.now(), ledger);
      jobs.push(job);
      queue(job);
      return job;
    },
    cancel(job, by) {
      if (job.status === 'Queued') return end(job, 'canceled', by);
      // Asked twice, it is the earlier one that takes effect.
      clock.after(job.behaviour.stopSeconds ?? stopSeconds, () => end(job, 'canceled', by));
    },
    forget(job) {
      jobs = jobs.filter((other) => other !== job);
    },
  };
}
