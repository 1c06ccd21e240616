import type { Clock } from '../core/clock.ts';
import type { Ending } from '../core/ledger.ts';
import type { Feature } from './feature.ts';
import type { Job, Part } from './job.ts';
import { UNREACHABLE_SERIAL } from './targets.ts';

function errorOf({ behaviour, prettyName }: Feature, serial: string, isLast: boolean): string | undefined {
  if (serial === UNREACHABLE_SERIAL) return `Appliance ${serial} is not connected.`;
  const fails = behaviour.fails === 'all' || (behaviour.fails === 'last' && isLast);
  return fails ? `Push of ${prettyName} to ${serial} failed: the configuration was rejected.` : undefined;
}

/** Appliance by appliance, feature by feature. */
export function planParts(features: Feature[], serials: string[]): Part[] {
  return serials.flatMap((serial, index) =>
    features.map((feature): Part => {
      const error = errorOf(feature, serial, index === serials.length - 1);
      return { featureId: feature.id, serial, ...(error === undefined ? {} : { error }) };
    }),
  );
}

export function endingOf(parts: Part[]): Ending {
  const failed = parts.filter((part) => part.error !== undefined).length;
  if (failed === 0) return 'succeeded';
  return failed === parts.length ? 'failed' : 'partial';
}

/** The parts of a job that was ended from outside, so that they agree with how it was ended. */
export function forceParts(parts: Part[], how: Ending): Part[] {
  return parts.map(({ featureId, serial }, index) => {
    const fails = how === 'failed' || (how === 'partial' && index === parts.length - 1);
    return { featureId, serial, ...(fails ? { error: `Push to ${serial} failed.` } : {}) };
  });
}

/** How many parts are done by now. The last one is done only when the job is. */
export function doneParts(job: Job, { now, realMs }: Clock): number {
  if (job.done !== undefined) return job.done;
  if (job.pushedAt === undefined || job.behaviour.prePushError !== undefined) return 0;
  const share = Math.max(0, (now() - job.pushedAt) / realMs(job.behaviour.seconds));
  return Math.min(Math.floor(share * job.parts.length), job.parts.length - 1);
}
