import { expect, test } from '@jest/globals';
import { type BoardRow, renderTable } from './live-table.ts';

const row = (job: string, rest: Partial<BoardRow> = {}): BoardRow => ({
  job,
  shows: 'success',
  isOver: false,
  ...rest,
});
const ROWS = [row('a', { isOver: true }), row('b'), row('c', { isOver: true }), row('d')];
const jobsOf = (table: string) => table.split('\n').map((line) => line.split(' ')[0]);

test('shows every job in order where there is room', () => {
  expect(jobsOf(renderTable(ROWS, 80, 7))).toEqual(['JOB', 'a', 'b', 'c', 'd']);
});

test('leaves out jobs that are over where there is none', () => {
  const table = renderTable(ROWS, 80, 6);
  expect(jobsOf(table)).toEqual(['JOB', 'b', 'd', 'and']);
  expect(table).toContain('and 2 more');
});

test('cuts lines at the width, and tells the vendor’s words on wide terminals only', () => {
  const long = [row('a', { remark: 'x'.repeat(100), atVendor: 'COMPLETED' })];
  const [, line] = renderTable(long, 80, 24).split('\n');
  expect(line).toHaveLength(80);
  expect(renderTable(long, 139, 24)).not.toContain('VENDOR');
  expect(renderTable(long, 160, 24)).toContain('COMPLETED');
});
