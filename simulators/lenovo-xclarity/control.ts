import type { Control, JobPatch } from '../core/fault-script.ts';
import type { Appliance } from './appliance.ts';
import type { Job } from './job.ts';

function patchJob(job: Job, patch: JobPatch, { jobs, clock }: Appliance): void {
  if (patch.end !== undefined) jobs.end(job, patch.end, { user: 'console' });
  if (patch.set !== undefined) {
    job.shown = { ...job.shown, ...patch.set };
    job.ledger.changes.push({ at: Date.now(), state: job.ledger.state, words: `shown ${JSON.stringify(patch.set)}` });
  }
  if (patch.vanish !== undefined) job.hiddenUntil = patch.vanish ? Number.POSITIVE_INFINITY : 0;
  if (patch.hideMs !== undefined) job.hiddenUntil = clock.now() + patch.hideMs;
  if (patch.replace) jobs.replace(job);
}

export function createControl(appliance: Appliance): (action: Control) => boolean {
  return (action) => {
    if (action.do === 'setPassword') return appliance.users.setPassword(action.user, action.password);
    if (action.do === 'expireTokens') {
      // A restart of the server ends every session; there is nothing that outlives it.
      appliance.sessions.closeAll();
      return true;
    }
    if (action.do !== 'setJob') return false;
    // By custom id too: whoever scripts a task in advance has only that.
    const job = appliance.jobs.all().find(({ uid, customUid }) => uid === action.job || customUid === action.job);
    if (job === undefined) return false;
    patchJob(job, action.patch, appliance);
    return true;
  };
}
