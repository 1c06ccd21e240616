import { STATES } from '../../contract/job.ts';
import { printNote } from '../print.ts';
import { type BoardRow, liveTable, type Show } from './live-table.ts';
import { nameOf, type Part, stateOf, vendorWords, verdictOf } from './part.ts';
import { isBurst } from './scenarios.ts';

const EVERY_MS = 500;

/** Shows how the jobs stand until `done`: a live table on a terminal, a line for each change elsewhere. */
export interface Board {
  done(): void;
}

export async function showBoard(parts: readonly Part[]): Promise<Board> {
  const show = process.stderr.isTTY ? await liveTable() : changes();
  const update = () => show.rows([...parts.filter(({ scenario }) => !isBurst(scenario)).map(rowOf), burstRow(parts)]);
  const timer = setInterval(update, EVERY_MS);
  return {
    done() {
      clearInterval(timer);
      update();
      show.end();
    },
  };
}

function changes(): Show {
  const startedAt = Date.now();
  const before = new Map<string, string>();
  return {
    rows(rows) {
      for (const row of rows) {
        const words = wordsOf(row);
        if (words === '' || before.get(row.job) === words) continue;
        before.set(row.job, words);
        const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
        printNote(`${seconds} s  ${row.job}: ${words}`);
      }
    },
    end: () => undefined,
  };
}

function wordsOf({ state, stop, remark, atVendor }: BoardRow): string {
  const parts = [atVendor ? `${state} (${atVendor})` : state, stop && `stop ${stop}`, remark];
  return parts.filter(Boolean).join(', ');
}

function rowOf(part: Part): BoardRow {
  return {
    job: nameOf(part),
    shows: part.scenario.shows,
    state: stateOf(part),
    stop: verdictOf(part),
    remark: part.remark,
    atVendor: vendorWords(part),
    isOver: part.snapshot?.outcome !== undefined,
  };
}

/** Twenty jobs that go the same way are one row. */
function burstRow(parts: readonly Part[]): BoardRow {
  const burst = parts.filter(({ scenario }) => isBurst(scenario));
  const states = burst.map(stateOf);
  const counts = STATES.map((state) => [states.filter((one) => one === state).length, state] as const);
  const words = counts.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`);
  // Never counted as over: of all rows it has the most to tell.
  return { job: 'prime-burst', shows: 'burst', remark: words.join(', '), isOver: false };
}
