import { expect, test } from '@jest/globals';
import { coverageOf } from './rows/coverage.ts';
import { SUBJECTS } from './subjects.ts';

test.each(SUBJECTS.map(({ subject, rows }) => [subject.vendor, subject, rows] as const))(
  '%s: every row is shown by a case that runs, or by a test of the simulator',
  (_vendor, subject, rows) => {
    expect(Object.keys(rows).length).toBeGreaterThan(20);
    expect(coverageOf(subject, rows)).toEqual({ missing: [], wrong: [] });
  },
);

test('a row without a case, a case with an unknown row and a file that is not there are seen', () => {
  const [{ subject, rows } = { subject: undefined, rows: {} }] = SUBJECTS;
  if (subject === undefined) throw new Error('there is no subject');
  const more = { ...rows, new: ['S', 'Nobody shows it.'], gone: ['S', 'A file.', 'simulators/gone.test.ts'] } as const;
  const { missing, wrong } = coverageOf({ ...subject, cases: [] }, more);
  expect(missing).toEqual(expect.arrayContaining([expect.stringContaining('Nobody shows it.')]));
  // Its own cases are left out, and with them what only they show.
  expect(missing).toEqual(expect.arrayContaining([expect.stringContaining('cancel.running')]));
  expect(wrong).toEqual([expect.stringContaining('simulators/gone.test.ts')]);
  const strange = { name: 'x', rows: ['no-such-row'], run: async () => undefined };
  expect(coverageOf({ ...subject, cases: [strange] }, rows).wrong).toEqual(['cisco-prime: no row no-such-row']);
});
