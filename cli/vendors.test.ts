import { afterEach, expect, jest, test } from '@jest/globals';
import { describeVendor, vendorNames } from '../vendors/describe-vendor.ts';
import { createProgram } from './program.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

async function printed(...typed: string[]): Promise<string[]> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await createProgram().parseAsync(['vendors', ...typed], { from: 'user' });
  return write.mock.calls.join('').trimEnd().split('\n');
}

test('the table has a row for each vendor, and explains the words in it, no others', async () => {
  const lines = await printed();
  const text = lines.join('\n');
  const rows = lines.slice(1).filter((line) => vendorNames().some((name) => line.startsWith(name)));
  expect(rows).toHaveLength(vendorNames().length);
  expect(lines[0]).toMatch(/^VENDOR +OPERATION +LOST START +CANCEL +IN ONE CALL +SUSPEND +PERCENT +ADOPT BY +LOG-IN$/);
  expect(rows.find((row) => row.startsWith('oracle'))).toMatch(
    /run-config +stamp +scheduled +25 looks +none +no +exec/,
  );
  expect(text).toMatch(/\n {2}scheduled +a job can be stopped only while it waits for its time/);
  expect(text).not.toContain('a job cannot be stopped at all');
});

test('each operation has its own way of being found beside it', async () => {
  const rows = await printed();
  for (const [operation, by] of Object.entries(describeVendor('lenovo-xclarity').capabilities.find)) {
    expect(rows).toContainEqual(expect.stringMatching(new RegExp(`^.{20} +${operation} +${by}\\b`)));
  }
});

test('the table fits a screen', async () => {
  const lines = await printed();
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(132);
});

test('one vendor is shown with what its values mean, its parameters, settings and both ways of credentials', async () => {
  const lines = (await printed('oracle-managed-cloud')).join('\n');
  expect(lines).toMatch(/^oracle-managed-cloud\n/);
  expect(lines).toMatch(/\n {2}Cancel +scheduled \(a job can be stopped only while/);
  expect(lines).toMatch(/\nOperation run-config\n/);
  expect(lines).toMatch(/\n {2}config\.activity\.name +text of .*; required\n +Such as/);
  expect(lines).toMatch(/\n {2}bounce +boolean; default false\n/);
  expect(lines).toMatch(/\n {2}serviceType +`EBSO` or `EBSZ` or `EBSI`; required\n/);
  expect(lines).toMatch(/\n {2}tokenUrl .*(\n.*)+\nOr\n {2}tokenFile /);
});

test('--json is the whole, a line for each vendor', async () => {
  const all = (await printed('--json')).map((line) => JSON.parse(line));
  expect(all).toEqual(vendorNames().map(describeVendor));
});

test('--json of one vendor is one line', async () => {
  const lines = await printed('symantec-ccs', '--json');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    vendor: 'symantec-ccs',
    capabilities: { cancel: 'running' },
    operations: { run: { required: ['jobId'] } },
    defaultPort: 12_431,
  });
});
