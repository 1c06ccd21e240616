import type { Clock } from '../core/clock.ts';
import type { Control, JobPatch } from '../core/fault-script.ts';
import type { Access } from './access.ts';
import type { FeatureList } from './feature.ts';
import type { Job } from './job.ts';
import type { Jobs } from './jobs.ts';
import { replaceJob } from './seeds.ts';

interface ControlInput {
  jobs: Jobs;
  features: FeatureList;
  access: Access;
  clock: Clock;
}

function patchJob(job: Job, patch: JobPatch, { jobs, features, clock }: ControlInput): void {
  if (patch.end !== undefined) jobs.end(job, patch.end, { user: 'console' });
  if (patch.set !== undefined) {
    job.shown = { ...job.shown, ...patch.set };
    job.ledger.changes.push({ at: Date.now(), state: job.ledger.state, words: `shown ${JSON.stringify(patch.set)}` });
  }
  if (patch.vanish !== undefined) job.hiddenUntil = patch.vanish ? Number.POSITIVE_INFINITY : 0;
  if (patch.hideMs !== undefined) job.hiddenUntil = clock.now() + patch.hideMs;
  if (patch.replace) replaceJob(job, jobs, features);
}

export function createControl(input: ControlInput): (action: Control) => boolean {
  return (action) => {
    switch (action.do) {
      case 'setJob': {
        const job = input.jobs.all().find((one) => String(one.id) === action.job);
        if (job !== undefined) patchJob(job, action.patch, input);
        return job !== undefined;
      }
      case 'expireTokens':
        input.access.tokens.endAll();
        input.access.sessions.endAll();
        return true;
      case 'setPassword':
        return input.access.users.setPassword(action.user, action.password);
      default:
        return false;
    }
  };
}
