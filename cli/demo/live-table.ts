import { tableOf } from '../table.ts';

/** How a job stands. */
export interface BoardRow {
  job: string;
  shows: string;
  state?: string | undefined;
  stop?: string | undefined;
  remark?: string | undefined;
  atVendor?: string | undefined;
  isOver: boolean;
}

export interface Show {
  rows(rows: BoardRow[]): void;
  end(): void;
}

const HEAD = ['JOB', 'SHOWS', 'STATE', 'STOP', 'REMARK', 'AT THE VENDOR'];
/** Narrower terminals get no vendor's words. */
const WIDE_COLUMNS = 140;
/** The line above the table, its head, and the cursor's line. */
const LINES_AROUND = 3;

/** A table on standard error that is written over, never larger than the terminal. */
export async function liveTable(): Promise<Show> {
  const { logUpdateStderr } = await import('log-update');
  return {
    rows: (rows) => logUpdateStderr(`\n${renderTable(rows, process.stderr.columns || 80, process.stderr.rows || 24)}`),
    end: () => logUpdateStderr.done(),
  };
}

/** Where there is no room for all, the jobs that are still on go first. Lines are cut where they would wrap. */
export function renderTable(rows: readonly BoardRow[], width: number, height: number): string {
  const room = Math.max(1, height - LINES_AROUND);
  const isCut = rows.length > room;
  const shown = isCut ? openFirst(rows).slice(0, room - 1) : rows;
  const columns = width < WIDE_COLUMNS ? HEAD.length - 1 : HEAD.length;
  const cells = shown.map((row) =>
    [row.job, row.shows, row.state, row.stop, row.remark, row.atVendor].slice(0, columns),
  );
  const [head = '', ...lines] = tableOf(HEAD.slice(0, columns), cells).split('\n');
  const more = isCut ? [`and ${rows.length - shown.length} more`] : [];
  return [head, ...[...lines, ...more].map((line) => line.slice(0, width))].join('\n');
}

function openFirst(rows: readonly BoardRow[]): BoardRow[] {
  return [...rows.filter(({ isOver }) => !isOver), ...rows.filter(({ isOver }) => isOver)];
}
