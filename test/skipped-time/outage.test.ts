import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { activityInfo } from '@temporalio/activity';
import { VendorError } from '../../contract/vendor-error.ts';
import { type Closed, closed, startJob } from '../harness/lab.ts';
import { reading, scriptedEndpoint } from '../harness/scripted-endpoint.ts';
import { findTimeSkipping, startTimeSkipping, type TimeSkipping } from '../harness/time-skipping.ts';

const JOBS = 500;
const HOUR_MS = 3_600_000;
const found = await findTimeSkipping();
const timed = 'path' in found ? test : test.skip;
let lab: TimeSkipping;
beforeAll(async () => {
  if ('path' in found) lab = await startTimeSkipping(found.path);
}, 120_000);
afterAll(() => lab?.environment.teardown());

timed(
  `${JOBS} jobs live through a day without their vendor: none fails, none is lost, all are heard within an interval`,
  async () => {
    const startedAt = await lab.environment.currentTimeMs();
    const [goneFrom, backAt] = [startedAt + HOUR_MS / 60, startedAt + 25 * HOUR_MS];
    const lastLook = new Map<string, number>();
    const endpoint = scriptedEndpoint({
      look: [
        () => {
          const { currentAttemptScheduledTimestampMs: now, workflowExecution } = activityInfo();
          if (now > goneFrom && now < backAt) throw new VendorError('Unavailable', 'nobody answers');
          lastLook.set(workflowExecution?.workflowId ?? '', now);
          return reading(now < backAt ? 'running' : 'succeeded');
        },
      ],
    });
    endpoint.settings.intervals = { least: 600_000, greatest: 6 * HOUR_MS, stop: 1_000 };
    await lab.withWorkers([endpoint], async () => {
      const handles = await Promise.all(
        Array.from({ length: JOBS }, () => startJob(lab, endpoint, { expiresIn: '3 days' })),
      );
      // One after the other: two waits for a result at once stop the server's skipping.
      const ends: Closed[] = [];
      for (const handle of handles) ends.push(await closed(handle));
      const others = ends.filter(({ status, outcome }) => status !== 'COMPLETED' || outcome?.state !== 'succeeded');
      expect(others).toEqual([]);
      expect(lastLook.size).toBe(JOBS);
      // A tenth of jitter, and the first look after the vendor's return.
      expect(Math.max(...lastLook.values())).toBeLessThan(backAt + 1.2 * 6 * HOUR_MS);
      // Once a minute would be 1,440 for each.
      expect(endpoint.calls.look / JOBS).toBeLessThan(20);
    });
  },
  300_000,
);
