import { condition } from '@temporalio/workflow';
import type { Ended } from '../contract/activities.ts';
import type { Handle } from '../contract/job.ts';
import type { StopRequest } from '../contract/messages.ts';
import { stopper } from './activities.ts';
import { describe } from './details.ts';
import { isStopping, type Job, note, type Stop, signed } from './job.ts';
import { publishStop } from './publish.ts';

/** Opens a stop, or joins the one that is on. The only way in which a job is ever ended early. */
export function ask(job: Job, cause: Stop['cause'], asker: StopRequest = {}): Stop {
  if (job.stop !== undefined && (isStopping(job) || job.end !== undefined)) return join(job, job.stop, cause, asker);
  const stop: Stop = { cause, ...signed(asker) };
  if (job.end !== undefined) return stop;
  job.stop = stop;
  publishStop(job);
  job.starting?.cancel();
  return stop;
}

/** A cancel request says neither who nor why; the update that comes with it does. Another cause has reasons of its own. */
function join(job: Job, stop: Stop, cause: Stop['cause'], asker: StopRequest): Stop {
  if (cause !== stop.cause) return stop;
  Object.assign(stop, { ...signed(asker), ...stop });
  describe(job);
  return stop;
}

/** Carries out the stops that are asked for, one at a time, from when there is a vendor job to stop. */
export async function carryOutStops(job: Job): Promise<void> {
  for (;;) {
    await condition(() => job.end !== undefined || (isStopping(job) && job.handle !== undefined));
    const { stop, handle } = job;
    if (job.end !== undefined || stop === undefined || handle === undefined) return;
    if (job.request.onStop === 'leave') job.end = { why: 'left' };
    else hear(job, stop, await endAtVendor(job, stop, handle));
  }
}

function hear(job: Job, stop: Stop, ended: Ended | undefined): void {
  if (job.end !== undefined || ended === undefined) return;
  if ('reading' in ended) note(job, ended.reading, true);
  else if ('lost' in ended) job.end = { why: 'lost', message: ended.lost };
  else {
    stop.denied = { verdict: ended.denied.reply, message: ended.denied.why };
    job.stopsDenied += 1;
    publishStop(job);
  }
}

/** Undefined where the stop itself was ended from outside: then it is made again. */
async function endAtVendor(job: Job, stop: Stop, handle: Handle): Promise<Ended | undefined> {
  const { endpoint } = job.request;
  const { expiresAtMs, giveUpAfterMs } = job;
  try {
    return await stopper(job).endJob({ endpoint, handle, cause: stop.cause, expiresAtMs, giveUpAfterMs });
  } catch {
    await condition(() => job.end !== undefined, '10s', { summary: 'make the stop again' });
    return undefined;
  }
}
