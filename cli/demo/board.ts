import { STATES } from '../../contract/job.ts';
import { printNote } from '../print.ts';
import { tableOf } from '../table.ts';
import { nameOf, type Part, stateOf, vendorWords, verdictOf } from './part.ts';
import { isBurst } from './scenarios.ts';

const EVERY_MS = 500;
/** Narrower terminals get no vendor's words. */
const WIDE_COLUMNS = 145;
const HEAD = ['JOB', 'SHOWS', 'STATE', 'STOP', 'REMARK', 'AT THE VENDOR'];

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

type Row = (string | undefined)[];
interface Show {
  rows(rows: Row[]): void;
  end(): void;
}

async function liveTable(): Promise<Show> {
  const { logUpdateStderr } = await import('log-update');
  return {
    rows(rows) {
      const columns = process.stderr.columns < WIDE_COLUMNS ? HEAD.length - 1 : HEAD.length;
      const cut = <Cell>(row: readonly Cell[]) => row.slice(0, columns);
      logUpdateStderr(`\n${tableOf(cut(HEAD), rows.map(cut))}`);
    },
    end: () => logUpdateStderr.done(),
  };
}

function changes(): Show {
  const startedAt = Date.now();
  const before = new Map<string | undefined, string>();
  return {
    rows(rows) {
      for (const row of rows) {
        const words = wordsOf(row);
        const [name] = row;
        if (words === '' || before.get(name) === words) continue;
        before.set(name, words);
        const seconds = ((Date.now() - startedAt) / 1000).toFixed(1).padStart(5);
        printNote(`${seconds} s  ${name}: ${words}`);
      }
    },
    end: () => undefined,
  };
}

/** A row without its name and what it is here to show. */
function wordsOf([, , state, stop, remark, words]: Row): string {
  const parts = [words ? `${state} (${words})` : state, stop && `stop ${stop}`, remark];
  return parts.filter(Boolean).join(', ');
}

function rowOf(part: Part): Row {
  return [nameOf(part), part.scenario.shows, stateOf(part), verdictOf(part), part.remark, vendorWords(part)];
}

/** Twenty jobs that go the same way are one row. */
function burstRow(parts: readonly Part[]): Row {
  const states = parts.filter(({ scenario }) => isBurst(scenario)).map(stateOf);
  const counts = STATES.map((state) => [states.filter((one) => one === state).length, state] as const);
  const words = counts.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`);
  return ['prime-burst', 'burst', undefined, undefined, words.join(', ')];
}
