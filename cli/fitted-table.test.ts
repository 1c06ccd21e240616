import { expect, test } from '@jest/globals';
import { type Column, fittedTable } from './fitted-table.ts';

type Row = Record<'id' | 'state' | 'more', string | undefined>;
const COLUMNS: Column<Row>[] = [
  { head: 'JOB', cell: ({ id }) => id },
  { head: 'MORE', cell: ({ more }) => more, leaves: 1 },
  { head: 'STATE', cell: ({ state }) => state },
];
const rows: Row[] = [
  { id: 'job/prime-lab/CHG-4711', more: 'deploy-template', state: 'running' },
  { id: 'job/ccs/A', more: undefined, state: 'failed' },
];
const linesOf = (width?: number) => fittedTable(COLUMNS, rows, width).split('\n');

test('a pipe gets everything, however wide', () => {
  expect(linesOf()).toEqual([
    'JOB                     MORE             STATE',
    'job/prime-lab/CHG-4711  deploy-template  running',
    'job/ccs/A               -                failed',
  ]);
});

test('a wide terminal gets the same', () => {
  expect(linesOf(200)).toEqual(linesOf());
  expect(linesOf(48)).toEqual(linesOf());
});

test('a narrower one gets the columns that matter, whole', () => {
  expect(linesOf(47)).toEqual([
    'JOB                     STATE',
    'job/prime-lab/CHG-4711  running',
    'job/ccs/A               failed',
  ]);
});

test('what may be cut is cut before a column is left out', () => {
  const columns: Column<Row>[] = [
    { head: 'A', cell: () => 'aaaa', leaves: 1 },
    { head: 'B', cell: () => 'bbbbbbbbbbbb', least: 8 },
  ];
  const of = (width: number) => fittedTable(columns, rows.slice(1), width).split('\n')[1];
  expect([of(18), of(16), of(14), of(13)]).toEqual([
    'aaaa  bbbbbbbbbbbb',
    'aaaa  bbbbbbbbb…',
    'aaaa  bbbbbbb…',
    'bbbbbbb…',
  ]);
});

test('the column that matters least goes first', () => {
  const columns: Column<Row>[] = [
    { head: 'A', cell: () => 'aaaaaaaa', leaves: 2 },
    { head: 'B', cell: () => 'bbbbbbbb', leaves: 1 },
    { head: 'C', cell: () => 'cccccccc', leaves: 3 },
  ];
  expect(fittedTable(columns, rows.slice(1), 20)).toBe('A         B\naaaaaaaa  bbbbbbbb');
});

test.each([30, 20, 15])('in %i columns the widest cells are cut, and no line is wider', (width) => {
  const lines = linesOf(width);
  expect(lines[1]).toMatch(/^job\/.*…/);
  expect(lines.filter(({ length }) => length > width)).toEqual([]);
});

test('what a vendor says cannot drive the terminal, and a style changes no width', () => {
  const styled: Column<Row>[] = [
    { head: 'JOB', cell: ({ id }) => id, style: (text) => `\u001b[31m${text}\u001b[39m` },
    { head: 'STATE', cell: ({ state }) => state },
  ];
  const table = fittedTable(styled, [{ id: 'a\u001b[2Jb', state: 'x', more: '' }], 80);
  expect(table).toBe('JOB     STATE\n\u001b[31ma [2Jb\u001b[39m  x');
});
