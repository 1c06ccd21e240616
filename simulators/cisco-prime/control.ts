import type { Clock } from '../core/clock.ts';
import type { Control, JobPatch } from '../core/fault-script.ts';
import type { Job } from './job.ts';
import { findRun, type Jobs } from './jobs.ts';
import { wordsOf } from './runs.ts';
import type { Users } from './users.ts';

interface ControlInput {
  jobs: Jobs;
  users: Users;
  clock: Clock;
}

/** By job id, by run id or by name: whoever scripts has only one of them. Job ids win. */
function findJob(jobs: Jobs, id: string): Job | undefined {
  const all = jobs.all();
  return all.find((job) => job.id === id || job.name === id) ?? findRun(all, id)?.job;
}

function patchJob(job: Job, patch: JobPatch, { jobs, clock }: ControlInput): void {
  if (patch.end !== undefined) jobs.runs.end(job, patch.end, { user: 'console' });
  if (patch.set !== undefined) {
    job.shown = { ...job.shown, ...patch.set };
    job.ledger.changes.push({ at: Date.now(), state: job.ledger.state, words: `shown ${JSON.stringify(patch.set)}` });
  }
  if (patch.vanish !== undefined) job.hiddenUntil = patch.vanish ? Number.POSITIVE_INFINITY : 0;
  if (patch.hideMs !== undefined) job.hiddenUntil = clock.now() + patch.hideMs;
  if (patch.replace) jobs.replace(job);
  job.ledger.words = wordsOf(job);
}

export function createControl(input: ControlInput): (action: Control) => boolean {
  return (action) => {
    if (action.do === 'setPassword') return input.users.setPassword(action.user, action.password);
    if (action.do !== 'setJob') return false;
    const job = findJob(input.jobs, action.job ?? '');
    if (job === undefined) return false;
    patchJob(job, action.patch, input);
    return true;
  };
}
