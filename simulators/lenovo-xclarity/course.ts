import type { Ending, LedgerJob } from '../core/ledger.ts';
import type { Surroundings } from '../core/world.ts';
import { isOver, type Job, type State } from './job.ts';
import { advance, conclude, ENDINGS } from './progress.ts';

type By = LedgerJob['stoppedBy'];

/** What happens to a job in the course of time. */
export interface Course {
  /** Runs it at once, or when its time in the queue is over. */
  begin(job: Job): void;
  /** Takes effect a little later; the job may well finish first. */
  cancel(job: Job, by: By): void;
  end(job: Job, how: Ending, by?: By, word?: State): void;
  /** A tracked task that nobody has ended by then is interrupted. */
  expire(job: Job, seconds: number, by?: By): void;
}

export function createCourse({ clock, ledger, stopSeconds }: Surroundings & { stopSeconds: number }): Course {
  function end(job: Job, how: Ending, by?: By, word?: State): void {
    if (isOver(job)) return;
    advance(job, clock);
    job.timer();
    job.expiry();
    conclude(job, how, word);
    job.endedAt = clock.now();
    job.shown = {};
    if (how === 'failed' || how === 'partial') job.error ??= `${job.title} did not complete on every target.`;
    if (how === 'succeeded') job.onComplete();
    ledger.ended(job.ledger, how, job.state, by);
  }

  function run(job: Job): void {
    const { behaviour } = job;
    job.state = 'Running';
    job.startedAt = clock.now();
    job.shown = {};
    ledger.changed(job.ledger, 'running', job.state);
    if (behaviour !== undefined) job.timer = clock.after(behaviour.seconds, () => end(job, ENDINGS[behaviour.ends]));
  }

  return {
    end,
    begin(job) {
      const { pendingSeconds } = job.behaviour ?? { pendingSeconds: 0 };
      if (pendingSeconds === 0) run(job);
      else job.timer = clock.after(pendingSeconds, () => run(job));
    },
    cancel(job, by) {
      if (job.isStopping || isOver(job)) return;
      job.isStopping = true;
      job.cancelledBy = by?.user ?? '';
      clock.after(job.behaviour?.stopSeconds ?? stopSeconds, () => end(job, 'canceled', by));
    },
    expire(job, seconds, by) {
      job.expiry();
      job.expirationTimeOut = seconds;
      if (seconds < 0 || job.behaviour !== undefined) return;
      // Said by a client, whose calendar no speed shortens.
      job.expiry = clock.at(clock.now() + seconds * 1000, () => end(job, 'failed', by, 'Interrupted'));
    },
  };
}
