import { isOver, type Job, type State } from './job.ts';

interface Words {
  Phase: string;
  State: string;
  Status: string;
}

/** As public clients captured them; `Success` alone is made up, after the metrics' TotalTasksSuccess. */
function wordsOf(job: Job): Words {
  if (job.state === 'Pending') return { Phase: 'Queued', State: 'Blocked', Status: 'Queued' };
  if (!isOver(job)) return { Phase: 'Applying', State: 'InProgress', Status: 'Active' };
  return { Phase: 'Complete', State: 'Complete', Status: endWord(job.state) };
}

function endWord(state: State): string {
  if (state === 'Complete') return 'Success';
  return state.startsWith('Cancelled') ? 'Canceled' : 'Failed';
}

/** How far an update is, as GET /updatableComponents tells it of a device. Ids are numbers there. */
export function updateStatus(job: Job): Record<string, unknown> {
  return { JobID: Number(job.uid), PercentComplete: job.percentage, ...wordsOf(job) };
}
