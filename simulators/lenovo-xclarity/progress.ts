import type { Clock } from '../core/clock.ts';
import type { Ending } from '../core/ledger.ts';
import { isBad, isOver, type Job, type Part, type State } from './job.ts';

const FINALS: Record<Ending, State> = {
  succeeded: 'Complete',
  failed: 'Stopped_With_Error',
  // The vendor has no word of its own: the subtasks tell which of them failed.
  partial: 'Stopped_With_Error',
  canceled: 'Cancelled',
};

export function failsOn(how: Ending, index: number, count: number): boolean {
  return how === 'failed' || (how === 'partial' && index === count - 1);
}

export const ENDINGS = { complete: 'succeeded', error: 'failed', partial: 'partial' } as const;

function finish(part: Part, state: State): void {
  part.state = state;
  if (!state.startsWith('Cancelled') && state !== 'Interrupted') part.percentage = 100;
  for (const child of part.parts) if (!isOver(child)) finish(child, state);
}

/** Brings a running job of the vendor's own up to the clock. The last percent, and the last part, come with the end. */
export function advance(job: Job, { now, realMs }: Clock): void {
  const { behaviour, startedAt, parts } = job;
  if (behaviour === undefined || startedAt === undefined || isOver(job)) return;
  const share = Math.min(1, Math.max(0, (now() - startedAt) / realMs(behaviour.seconds)));
  job.percentage = Math.min(99, Math.floor(share * 100));
  const done = Math.min(Math.floor(share * parts.length), parts.length - 1);
  for (const [index, part] of parts.entries()) {
    const isFailed = failsOn(ENDINGS[behaviour.ends], index, parts.length);
    if (index < done) finish(part, isFailed ? 'Stopped_With_Error' : 'Complete');
    else if (index === done) part.state = 'Running';
  }
  job.state = parts.some(isBad) ? 'Running_With_Errors' : 'Running';
}

/** Gives a job and its parts their last states. */
export function conclude(job: Job, how: Ending, word?: State): void {
  const open = job.parts.filter((part) => !isOver(part));
  for (const part of open) {
    const isFailed = failsOn(how, job.parts.indexOf(part), job.parts.length);
    finish(part, how === 'partial' && !isFailed ? 'Complete' : (word ?? FINALS[how]));
  }
  const hadErrors = how === 'canceled' && job.parts.some(isBad);
  finish(job, word ?? (hadErrors ? 'Cancelled_With_Errors' : FINALS[how]));
}
