import { expect, test } from '@jest/globals';
import { costFrom, costOf } from './process-cost.ts';

test("a process's time and memory, whatever its command is called", () => {
  const stat = '4242 (a (b) c 1 2) S 1 4242 4242 0 -1 4194560 900 0 0 0 150 25 0 0 20 0 11 0 100 999 7 0';
  expect(costFrom(stat, 'Name:\ta\nVmHWM:\t  900 kB\nVmRSS:\t  512 kB\n')).toEqual({
    cpuMs: 1_750,
    residentBytes: 524_288,
  });
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('this process has taken time, and takes more', async () => {
  const before = await costOf(process.pid);
  const until = performance.now() + 200;
  while (performance.now() < until);
  const after = await costOf(process.pid);
  expect(after.cpuMs - before.cpuMs).toBeGreaterThan(0);
  expect(after.residentBytes).toBeGreaterThan(10_000_000);
});
