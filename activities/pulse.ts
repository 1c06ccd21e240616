import { heartbeat } from '@temporalio/activity';
import type { SweepPulse } from '../contract/sweep.ts';

/** Well within the time after which the SDK sends the last beat, so that there always is one. */
const BEAT_MS = 2_000;

export type Pulse = ReturnType<typeof startPulse>;

/** One clock for all passes of this process that nobody sets back. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Beats while there is progress: the server hands a sweeper that has died, or is stuck, to another worker. */
export function startPulse(stuckMs: number) {
  let aliveAtMs = nowMs();
  const pulse: SweepPulse = { steps: 0, ending: false, failing: false };
  heartbeat(pulse);
  const timer = setInterval(() => {
    if (nowMs() - aliveAtMs < stuckMs) heartbeat(pulse);
  }, BEAT_MS);
  return {
    progress: () => {
      aliveAtMs = Math.max(aliveAtMs, nowMs());
      pulse.steps += 1;
    },
    /** Until then nothing is due: what rests is not stuck. */
    restUntil: (atMs: number) => {
      aliveAtMs = Math.max(aliveAtMs, atMs);
    },
    tell: (more: Omit<SweepPulse, 'steps'>) => void Object.assign(pulse, more),
    stop: () => clearInterval(timer),
  };
}
