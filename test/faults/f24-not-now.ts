import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, type FaultContext, inWaves, type Try } from './fault.ts';
import { untilClosed } from './jobs.ts';
import { type FaultLab, LAB_FIELDS } from './lab.ts';
import { type Action, callsHitBy, script, untilHit } from './scripts.ts';

const MAX_HOLD_MS = 3_000;
/** No hold is shorter, whatever was asked for. */
const LEAST_HOLD_MS = 1_000;

/** A Retry-After, and for how long no call of who was told may come, cut at `limits.maxHold`. */
const RETRY_AFTERS: readonly { text(): string | undefined; windowMs: number }[] = [
  { text: () => '2', windowMs: 2_000 },
  { text: () => new Date(Date.now() + 60_000).toUTCString(), windowMs: MAX_HOLD_MS },
  { text: () => new Date(Date.now() - 60_000).toUTCString(), windowMs: LEAST_HOLD_MS },
  { text: () => '0', windowMs: LEAST_HOLD_MS },
  { text: () => '-5', windowMs: LEAST_HOLD_MS },
  { text: () => '99999999999', windowMs: MAX_HOLD_MS },
  { text: () => 'soon', windowMs: LEAST_HOLD_MS },
  { text: () => undefined, windowMs: LEAST_HOLD_MS },
];

/** Jobs whose start falls into one window. */
const TOGETHER = 4;

/**
 * The vendor refuses every call for a while, as one that means it does, and each worker may find that out once. It is
 * shorter than the window by what a clock may be off.
 */
async function refuse(lab: FaultLab, size: number, index: number, workers: number): Promise<Try[]> {
  const { text, windowMs } = RETRY_AFTERS[index % RETRY_AFTERS.length] ?? { text: () => undefined, windowMs: 0 };
  const retryAfter = text();
  const headers = retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } };
  const status = Math.floor(index / RETRY_AFTERS.length) % 2 === 0 ? 503 : 429;
  const action: Action = { do: 'status', status, ...headers, when: 'before' };
  const rule = script(lab, { times: 'always', action });
  const jobs = await Promise.all(Array.from({ length: size }, (_, at) => lab.start('short', {}, at)));
  await untilHit([rule]);
  const [first] = callsHitBy(lab, rule);
  const from = first?.at ?? Date.now();
  await sleep(Math.max(0, from + windowMs - 100 - Date.now()));
  lab.simulator.clearFaults();
  const told = callsHitBy(lab, rule).filter(({ at }) => at < from + windowMs - 100);
  const tooMany = told.slice(workers).map(({ n, at, kind }) => {
    return `call ${n}, a ${kind}, came ${at - from} ms into the ${windowMs} ms of "Retry-After: ${retryAfter}"`;
  });
  await untilClosed(lab, jobs);
  // What a window lets through is counted once, at the first of its jobs.
  return jobs.map(({ job }, at) => ({ jobId: job.id, hitAt: from, ...(at === 0 && { inHold: tooMany }) }));
}

async function play(lab: FaultLab, context: FaultContext): Promise<Try[]> {
  await lab.startWorker();
  let windows = 0;
  let workers = 1;
  return await inWaves(
    context,
    async (size) => {
      // The second half has two workers, of whom each may call once.
      if (workers === 1 && windows >= RETRY_AFTERS.length * 2) {
        workers = 2;
        await lab.startWorker();
      }
      return await refuse(lab, size, windows++, workers);
    },
    TOGETHER,
  );
}

export const notNow: Fault = {
  id: 'F24',
  title: '429 or 503 with Retry-After in seconds, as a date, 0, negative, huge, unreadable, or none',
  vendors: 'all',
  tries: { full: 96, short: 12 },
  shortened:
    'limits.maxHold 3 s instead of 1 minute; one call at a time, so that none is on its way when the refusal comes',
  lab: () => ({ fields: { limits: { ...LAB_FIELDS.limits, concurrentRequests: 1, maxHold: '3s' } } }),
  run: play,
};
