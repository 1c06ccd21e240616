import { condition } from '@temporalio/workflow';
import type { StopRequest } from '../contract/messages.ts';
import { stopper } from './activities.ts';
import { isStopping, type Job, note, type Stop } from './job.ts';
import { describe, publishStop } from './publish.ts';

/** Opens a stop, or joins the one that is on. The only way in which a job is ever ended early. */
export function ask(job: Job, cause: Stop['cause'], asker: StopRequest = {}): Stop {
  if (job.stop !== undefined && (isStopping(job) || job.end !== undefined)) return join(job, job.stop, asker);
  const stop: Stop = { cause, ...asker };
  if (job.end !== undefined) return stop;
  job.stop = stop;
  publishStop(job);
  job.starting?.cancel();
  return stop;
}

/** A cancel request says neither who nor why; the update that comes with it does. */
function join(job: Job, stop: Stop, asker: StopRequest): Stop {
  Object.assign(stop, { ...asker, ...stop });
  describe(job);
  return stop;
}

/** Carries out the stops that are asked for, one at a time, from when there is a vendor job to stop. */
export async function carryOutStops(job: Job): Promise<void> {
  for (;;) {
    await condition(() => job.end !== undefined || (isStopping(job) && job.handle !== undefined));
    const { stop, handle } = job;
    if (job.end !== undefined || stop === undefined || handle === undefined) return;
    if (job.request.onStop === 'leave') {
      job.end = { why: 'left' };
      return;
    }
    const { endpoint } = job.request;
    const { expiresAtMs, giveUpAfterMs } = job;
    const ended = await stopper(job).endJob({ endpoint, handle, cause: stop.cause, expiresAtMs, giveUpAfterMs });
    if (job.end !== undefined) return;
    if ('reading' in ended) {
      note(job, ended.reading, true);
      return;
    }
    stop.denied = { verdict: ended.denied.reply, message: ended.denied.why };
    job.stopsDenied += 1;
    publishStop(job);
  }
}
