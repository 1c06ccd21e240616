import type { Clock } from '../core/clock.ts';
import type { Ledger, LedgerJob } from '../core/ledger.ts';
import { type Execution, familyOf, UNITS } from './execution.ts';
import { type Runs, ticketWords } from './runs.ts';
import { mailOf } from './users.ts';

export interface SchedulesInput {
  clock: Clock;
  ledger: Ledger;
  runs: Runs;
  stopSeconds: number;
  /** Seconds of waiting for a scheduled time that pass in one real second. */
  scheduleSpeed: number;
}

type By = NonNullable<LedgerJob['stoppedBy']>;

export interface Schedules {
  schedule(execution: Execution, startAt: number, user: string): void;
  /** Takes the schedule away, and that of what is down-stream; at once, or a little later. */
  cancel(execution: Execution, by: By): void;
}

/** A cancelled record stays open, and may be scheduled again: then nothing has ended after all. */
function reopen(job: LedgerJob): void {
  delete job.ended;
  delete job.endedAt;
  delete job.stoppedBy;
}

function scheduler({ clock, ledger, runs, scheduleSpeed }: SchedulesInput): Schedules['schedule'] {
  return (execution, startAt, user) => {
    runs.change(execution, 'scheduled', user);
    execution.scheduledStart = startAt;
    execution.scheduledEnd = startAt + execution.duration.value * UNITS[execution.duration.unit];
    execution.scheduledBy = mailOf(user);
    reopen(execution.ledger);
    ledger.changed(execution.ledger, 'waiting', ticketWords('scheduled'));
    const waitSeconds = (startAt - clock.now()) / 1000;
    execution.timer = clock.after((waitSeconds * clock.speed) / scheduleSpeed, () => runs.due(execution));
  };
}

export function createSchedules(input: SchedulesInput): Schedules {
  const { clock, ledger, runs, stopSeconds } = input;

  function open(execution: Execution, by: By): void {
    runs.change(execution, 'open', by.user);
    delete execution.scheduledStart;
    delete execution.scheduledEnd;
    delete execution.scheduledBy;
    if (execution.ledger.ended === undefined) ledger.ended(execution.ledger, 'canceled', ticketWords('open'), by);
  }

  function openAll(execution: Execution, by: By): void {
    for (const member of familyOf(execution)) {
      if (member.state === 'open' || member.state === 'scheduled') open(member, by);
    }
  }

  return {
    schedule: scheduler(input),
    cancel(execution, by) {
      const seconds = execution.state === 'scheduled' ? (execution.behaviour.stopSeconds ?? stopSeconds) : 0;
      if (seconds === 0) return openAll(execution, by);
      execution.isStopping = true;
      // Its time may come first, or somebody may schedule it anew.
      clock.after(seconds, () => {
        if (execution.isStopping) openAll(execution, by);
      });
    },
  };
}
