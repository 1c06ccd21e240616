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

/** How all of our tables look: columns without borders. */
export const PLAIN_TABLE = {
  chars: { ...NO_BORDERS, middle: '  ' },
  style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
};

/** Columns for people, the same to a terminal and to a pipe. */
export function tableOf(head: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const table = new Table({ head: head.map(bold), ...PLAIN_TABLE });
  table.push(...rows.map((row) => row.map((cell) => plain(cell ?? '-'))));
  return table.toString().replaceAll(/ +$/gm, '');
}
