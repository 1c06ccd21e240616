import type { Clock } from '../core/clock.ts';
import type { Ending, Ledger, LedgerJob } from '../core/ledger.ts';
import { type Execution, isOver } from './execution.ts';
import { mailOf } from './users.ts';
import { FINALS, type State, WORDS } from './words.ts';

export interface Runs {
  /** Puts it into a state, and stops what it was waiting for. */
  change(execution: Execution, state: State, by?: string): void;
  /** Its scheduled time has come. */
  due(execution: Execution): void;
  begin(execution: Execution): void;
  end(execution: Execution, how: Ending, by?: LedgerJob['stoppedBy']): void;
}

export function ticketWords(state: State): string {
  return `${WORDS[state].status}/${WORDS[state].subStatus}`;
}

function changer(now: () => number): Runs['change'] {
  return (execution, state, by) => {
    execution.timer();
    execution.state = state;
    execution.shown = {};
    execution.isStopping = false;
    execution.isDue = false;
    execution.updatedAt = now();
    if (by !== undefined) execution.updatedBy = mailOf(by);
  };
}

export function createRuns(clock: Clock, ledger: Ledger): Runs {
  const change = changer(clock.now);

  function end(execution: Execution, how: Ending, by?: LedgerJob['stoppedBy']): void {
    if (isOver(execution)) return;
    change(execution, FINALS[how], by?.user);
    execution.startedAt ??= clock.now();
    execution.endedAt = clock.now();
    ledger.ended(execution.ledger, how, ticketWords(execution.state), by);
    for (const next of execution.downStream) if (next.isDue) due(next);
  }

  function begin(execution: Execution): void {
    change(execution, 'running');
    execution.startedAt = clock.now();
    ledger.changed(execution.ledger, 'running', ticketWords('running'));
    const { seconds, ends } = execution.behaviour;
    execution.timer = clock.after(seconds, () => end(execution, ends));
  }

  /** What is down-stream waits for the end of what it follows. */
  function due(execution: Execution): void {
    const { parent, behaviour } = execution;
    execution.isDue = parent?.state === 'scheduled' || parent?.state === 'running';
    if (!execution.isDue) execution.timer = clock.after(behaviour.queueSeconds, () => begin(execution));
  }

  return { change, due, begin, end };
}
