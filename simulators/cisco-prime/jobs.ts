import type { Call } from '../core/call.ts';
import type { Ledger, LedgerJob } from '../core/ledger.ts';
import type { Surroundings } from '../core/world.ts';
import { isRunning, type Job, lastRun, type Run } from './job.ts';
import { createRuns, type Runs, wordsOf } from './runs.ts';
import type { Template } from './templates.ts';
import { formatNameStamp } from './times.ts';

/** Assumption: what the vendor calls the type of a template's deployment. */
export const DEPLOY_JOB_TYPE = 'Config Deploy - Deploy View';

export interface NewJob {
  template: Template;
  devices: string[];
  username: string;
  /** Everything that was asked, in one form for the same work. */
  content?: string;
  call?: Call;
  /** Vendor time; absent or past: now. */
  startAt?: number | undefined;
  id?: string;
  runId?: string;
  name?: string;
  type?: string;
}

export interface Jobs {
  create(asked: NewJob): Job;
  /** Oldest first. */
  all(): Job[];
  /** What the API shows. */
  visible(): Job[];
  /** Disables the trigger, for good or until it is resumed. */
  disable(job: Job, status: 'CANCELLED' | 'SUSPENDED', call: Call): void;
  resume(job: Job): void;
  /** The id now belongs to another, running job. */
  replace(job: Job): void;
  runs: Runs;
}

export function findRun(jobs: Job[], runId: string): { job: Job; run: Run } | undefined {
  for (const job of jobs) {
    const run = job.runs.find((candidate) => candidate.id === runId);
    if (run !== undefined) return { job, run };
  }
  return undefined;
}

interface JobsInput extends Surroundings {
  utcOffsetMinutes: number;
  stopSeconds: number;
}

const FIRST_JOB_ID = 7_040_231;
const FIRST_RUN_ID = 8_150_677;

/** Two jobs of one millisecond would get one name, and names are unique. */
function createNames(now: () => number, utcOffsetMinutes: number): () => string {
  let last = 0;
  return () => {
    last = Math.max(now(), last + 1);
    return `JobCliTemplateDeployIOSDevices${formatNameStamp(last, utcOffsetMinutes)}`;
  };
}

function enterLedger(ledger: Ledger, { call, content, username }: NewJob, id: string, name: string): LedgerJob {
  return ledger.accepted({
    id,
    name,
    state: 'waiting',
    words: 'SCHEDULED',
    user: username,
    ...(call === undefined ? {} : { call }),
    ...(content === undefined ? {} : { content }),
  });
}

function newJob(asked: NewJob, id: string, name: string, ledger: Ledger): Job {
  const { template, devices, username, type = DEPLOY_JOB_TYPE } = asked;
  return {
    id,
    name,
    type,
    status: 'SCHEDULED',
    description: `Deploy CLI template ${template.name}`,
    username,
    template,
    devices,
    trigger: () => {},
    runs: [],
    ledger: enterLedger(ledger, asked, id, name),
    shown: {},
    hiddenUntil: 0,
  };
}

/** What takes an id's place when a script gives it to another job. */
function impostor(job: Job): NewJob {
  const run = lastRun(job);
  return {
    template: { name: 'Nightly-Banner', ends: 'success', seconds: Number.POSITIVE_INFINITY },
    devices: ['1999'],
    username: 'root',
    id: job.id,
    ...(run === undefined ? {} : { runId: run.id }),
  };
}

function disabler(ledger: Ledger): Jobs['disable'] {
  return (job, status, call) => {
    job.trigger();
    job.status = status;
    job.shown = {};
    const willNeverRun = status === 'CANCELLED' && job.runs.length === 0;
    if (willNeverRun) ledger.ended(job.ledger, 'canceled', wordsOf(job), { user: call.user ?? '', call: call.n });
    else ledger.changed(job.ledger, job.ledger.state, wordsOf(job));
    if (status === 'CANCELLED') delete job.nextRunTime;
  };
}

export function createJobs({ clock, ledger, utcOffsetMinutes, stopSeconds }: JobsInput): Jobs {
  let jobs: Job[] = [];
  let lastJobId = FIRST_JOB_ID;
  let lastRunId = FIRST_RUN_ID;
  const nextName = createNames(clock.now, utcOffsetMinutes);
  const runs = createRuns({ clock, ledger, stopSeconds, nextRunId: () => String(++lastRunId) });

  function schedule(job: Job, startAt: number): void {
    job.nextRunTime = startAt;
    job.trigger = clock.at(startAt, () => runs.begin(job));
  }

  function create(asked: NewJob): Job {
    const job = newJob(asked, asked.id ?? String(++lastJobId), asked.name ?? nextName(), ledger);
    jobs.push(job);
    if (asked.startAt !== undefined && asked.startAt > clock.now()) schedule(job, asked.startAt);
    else runs.begin(job, asked.runId);
    return job;
  }

  return {
    create,
    disable: disabler(ledger),
    runs,
    all: () => jobs,
    visible: () => jobs.filter((job) => job.hiddenUntil <= clock.now()),
    resume(job) {
      job.status = 'SCHEDULED';
      job.shown = {};
      ledger.changed(job.ledger, job.ledger.state, wordsOf(job));
      if (job.nextRunTime !== undefined && !isRunning(lastRun(job))) schedule(job, job.nextRunTime);
    },
    replace(job) {
      jobs = jobs.filter((other) => other !== job);
      create(impostor(job));
    },
  };
}
