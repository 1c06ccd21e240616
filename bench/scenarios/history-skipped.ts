import { type Closed, closed, sendStop, startJob } from '../../test/harness/lab.ts';
import { reading, type ScriptedEndpoint, STARTED, scriptedEndpoint } from '../../test/harness/scripted-endpoint.ts';
import { findTimeSkipping, startTimeSkipping, type TimeSkipping } from '../../test/harness/time-skipping.ts';
import type { Context } from '../scenario.ts';

const MINUTE_MS = 60_000;
const MONTH_MS = 30 * 24 * 60 * MINUTE_MS;
/** So that a month has hundreds of looks, not thousands; in the short form some sixty. */
const GREATEST_INTERVAL_MS = { full: 60 * MINUTE_MS, short: 12 * 60 * MINUTE_MS };

/** Two messages of a stop reach the workflow in one task or in two: the tries of each kind. */
const TRIES = { full: 3, short: 2 };

/** Jobs that last a minute, and some that last 30 days. */
export interface Lasting {
  minute: Closed[];
  month: Closed[];
}

type How = 'success' | 'changed' | 'stopped' | 'expired';

/** Jobs that look for themselves, in the time-skipping server; the workflow and the activities are the product's. */
export async function skippedHistories({ say, isShort }: Context): Promise<Record<How, Lasting>> {
  const found = await findTimeSkipping();
  if ('missing' in found) throw new Error(`30 days cannot be skipped: ${found.missing}`);
  const size = isShort ? 'short' : 'full';
  const lab = await startTimeSkipping(found.path);
  try {
    const lasting = async (how: How) => {
      say(`${how}, in skipped time`);
      const each = async (lengthMs: number) => {
        const jobs: Closed[] = [];
        while (jobs.length < TRIES[size]) {
          jobs.push(await oneJob(lab, how, lengthMs, GREATEST_INTERVAL_MS[size]));
        }
        return jobs;
      };
      return { minute: await each(MINUTE_MS), month: await each(MONTH_MS) };
    };
    return {
      success: await lasting('success'),
      changed: await lasting('changed'),
      stopped: await lasting('stopped'),
      expired: await lasting('expired'),
    };
  } finally {
    await lab.environment.teardown();
  }
}

const EXPECTED = { success: 'COMPLETED', changed: 'COMPLETED', stopped: 'CANCELLED', expired: 'FAILED' } as const;

async function oneJob(lab: TimeSkipping, how: How, lengthMs: number, greatestMs: number): Promise<Closed> {
  const { environment } = lab;
  const endsAtMs = (await environment.currentTimeMs()) + lengthMs;
  const endpoint = endpointFor(how, async () => (await environment.currentTimeMs()) >= endsAtMs);
  endpoint.settings.intervals.greatest = greatestMs;
  const expiresInMs = how === 'expired' ? lengthMs : 2 * lengthMs;
  const end = await lab.withWorkers([endpoint], async () => {
    const job = await startJob(lab, endpoint, { expiresIn: `${expiresInMs} ms` });
    if (how === 'stopped') {
      await environment.sleep(lengthMs);
      // Both ways, as the client does.
      await job.cancel();
      await (await sendStop(job)).answer();
    }
    return closed(job);
  });
  if (end.status !== EXPECTED[how]) throw new Error(`a job that was to end ${how} is ${end.status}: ${end.type}`);
  return end;
}

/** Its job succeeds when its time is over; one that is to be stopped, or to expire, runs until it is cancelled. */
function endpointFor(how: How, isOver: () => Promise<boolean>): ScriptedEndpoint {
  const begins = how === 'changed' ? 'queued' : 'running';
  const endpoint: ScriptedEndpoint = scriptedEndpoint({
    start: [{ ...STARTED, reading: reading(begins) }],
    look: [
      async () => {
        if (how === 'stopped' || how === 'expired') return endpoint.calls.cancel > 0 ? 'canceled' : 'running';
        return (await isOver()) ? 'succeeded' : 'running';
      },
    ],
  });
  return endpoint;
}
