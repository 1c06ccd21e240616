import { randomUUID } from 'node:crypto';
import type { Call } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Ending, Ledger, LedgerJob } from '../core/ledger.ts';
import { type Definition, isOver, type Run, STATUS, type Status } from './definition.ts';

export interface RunsInput {
  clock: Clock;
  ledger: Ledger;
  stopSeconds: number;
}

export interface Runs {
  execute(definition: Definition, user: string, call?: Call, runId?: string): Run;
  /** Takes effect a little later; the run may well finish first. */
  abort(definition: Definition, run: Run, by: LedgerJob['stoppedBy']): void;
  end(run: Run, how: Ending, by?: LedgerJob['stoppedBy']): void;
}

const FINALS: Record<Ending, Status> = {
  succeeded: STATUS.completed,
  failed: STATUS.faulted,
  // The vendor has no word for a partial success.
  partial: STATUS.completed,
  canceled: STATUS.aborted,
};

export function createRuns({ clock, ledger, stopSeconds }: RunsInput): Runs {
  function end(run: Run, how: Ending, by?: LedgerJob['stoppedBy']): void {
    if (isOver(run)) return;
    run.timer();
    run.status = FINALS[how];
    run.endedAt = clock.now();
    run.shown = {};
    if (how === 'failed') {
      run.exception = 'Data collection failed on one or more assets.';
      run.messages.push('The credentials for asset unix-07 are not valid.');
    }
    if (how === 'succeeded') run.summary = 'Data collected from 12 of 12 assets.';
    ledger.ended(run.ledger, how, String(run.status), by);
  }

  function begin({ behaviour }: Definition, run: Run): void {
    run.status = STATUS.executing;
    run.shown = {};
    ledger.changed(run.ledger, 'running', String(run.status));
    const how = behaviour.ends === 'completed' ? 'succeeded' : 'failed';
    run.timer = clock.after(behaviour.seconds, () => end(run, how));
  }

  return {
    end,
    execute(definition, user, call, runId = randomUUID()) {
      const { id, name, behaviour } = definition;
      const entry = { id, runId, name, state: 'waiting' as const, words: String(STATUS.pending), user, content: id };
      const run: Run = {
        id: runId,
        status: STATUS.pending,
        startedAt: clock.now(),
        exception: null,
        summary: null,
        messages: [],
        timer: () => {},
        isStopping: false,
        ledger: ledger.accepted(call === undefined ? entry : { ...entry, call }),
        shown: {},
        hiddenUntil: 0,
      };
      definition.runs.push(run);
      if (behaviour.pendingSeconds === 0) begin(definition, run);
      else run.timer = clock.after(behaviour.pendingSeconds, () => begin(definition, run));
      return run;
    },
    abort({ behaviour }, run, by) {
      if (run.isStopping) return;
      run.isStopping = true;
      clock.after(behaviour.stopSeconds ?? stopSeconds, () => end(run, 'canceled', by));
    },
  };
}
