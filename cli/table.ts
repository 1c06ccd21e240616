import Table from 'cli-table3';
import { bold, plain } from './print.ts';

const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) =>
    (side === 'left' || side === 'right' ? ['', '-mid'] : ['', '-mid', '-left', '-right']).map((end) => [
      side + end,
      '',
    ]),
  ),
);

/** Columns for people, without borders, the same to a terminal and to a pipe. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const table = new Table({
    head: head.map(bold),
    chars: { ...NO_BORDERS, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map((cell) => plain(cell ?? '-'))));
  return table.toString().replaceAll(/ +$/gm, '');
}
