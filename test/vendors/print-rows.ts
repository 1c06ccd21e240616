/** `npm run vendor-rows`: prints the facts about the vendors that no case shows. Exit code 1 where there are any. */
import { coverageOf } from './rows/coverage.ts';
import { SUBJECTS } from './subjects.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const coverages = SUBJECTS.map(({ subject, rows }) => ({
  count: Object.keys(rows).length,
  ...coverageOf(subject, rows),
}));
const problems = coverages.flatMap(({ missing, wrong }) => [...missing, ...wrong]);
for (const problem of problems) say(problem);
const count = coverages.reduce((sum, each) => sum + each.count, 0);
say(`${count} rows, ${problems.length} without a case`);
process.exitCode = problems.length === 0 ? 0 : 1;
