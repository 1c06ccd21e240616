import Table from 'cli-table3';
import { bold, plain } from './print.ts';
import { PLAIN_TABLE } from './table.ts';

export interface Column<Row> {
  head: string;
  cell(row: Row): string | undefined;
  /** Where the terminal is narrow the highest goes first; a column without one stays, cut if need be. */
  leaves?: number;
  /** May be cut to so many characters before any column is left out. */
  least?: number;
  /** How a cell looks on a terminal that wants colours; it must not change how wide the text is. */
  style?(text: string, row: Row): string;
}

const GAP = 2;
/** Below this a column tells nothing. */
const NARROWEST = 6;

/**
 * A table for people, no wider than the terminal: it cuts what may be cut, leaves out columns, then cuts the widest.
 *
 * @param width columns of the terminal; undefined for a pipe, which gets everything
 */
export function fittedTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width?: number): string {
  const measured = columns.map((column) => {
    const cells = rows.map((row) => plain(column.cell(row) ?? '-'));
    return { column, cells, size: Math.max(column.head.length, ...cells.map(({ length }) => length)) };
  });
  const shown = width === undefined ? measured : fitted(measured, width);
  const table = new Table({
    head: shown.map(({ column }) => bold(column.head)),
    ...PLAIN_TABLE,
    // Only where something is cut: cli-table3 fills a cell of a given width with spaces.
    ...(width !== undefined && { colWidths: shown.map(({ size }) => size) }),
  });
  table.push(
    ...rows.map((row, at) =>
      shown.map(({ column, cells, size }) => {
        const text = cut(cells[at] ?? '', size);
        return column.style?.(text, row) ?? text;
      }),
    ),
  );
  return table.toString().replaceAll(/ +$/gm, '');
}

type Measured<Row> = { column: Column<Row>; cells: string[]; size: number };

function fitted<Row>(measured: readonly Measured<Row>[], width: number): Measured<Row>[] {
  let kept = measured.map((one) => cutToLeast(one, total(measured) - width));
  while (total(kept) > width) {
    const [first] = kept.filter(({ column }) => column.leaves !== undefined).sort((a, b) => leaving(b) - leaving(a));
    if (first === undefined) break;
    kept = kept.filter((one) => one !== first);
  }
  while (total(kept) > width) {
    const widest = kept.reduce((one, other) => (other.size > one.size ? other : one));
    if (widest.size <= NARROWEST) break;
    const size = Math.max(NARROWEST, widest.size - (total(kept) - width));
    kept = kept.map((one) => (one === widest ? { ...one, size } : one));
  }
  return kept;
}

function cutToLeast<Row>(one: Measured<Row>, tooMany: number): Measured<Row> {
  const { least = one.size } = one.column;
  return tooMany > 0 ? { ...one, size: Math.max(Math.min(least, one.size), one.size - tooMany) } : one;
}

const leaving = <Row>({ column }: Measured<Row>) => column.leaves ?? 0;

function total(kept: readonly { size: number }[]): number {
  return kept.reduce((sum, { size }) => sum + size, GAP * (kept.length - 1));
}

function cut(text: string, size: number): string {
  return text.length <= size ? text : `${text.slice(0, size - 1)}…`;
}
