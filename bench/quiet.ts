import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSimulator } from '../simulators/index.ts';
import type { Lab } from './lab.ts';
import { startMeter } from './meter.ts';

const EVERY_MS = 1_000;
/** A server without work still writes its own books now and then, and a sweeper beats. */
const FEW = 8;
/** Seconds in a row. */
const QUIET = 2;
/** Passes that show that it goes on. */
const LOOKS = 3;

/** Waits until the server has come through what it was asked. */
export async function untilQuiet(lab: Lab, withinMs = 600_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  for (let quiet = 0; quiet < QUIET; ) {
    const meter = await startMeter(lab, []);
    await sleep(EVERY_MS);
    const { serverWrites } = await meter.read();
    quiet = serverWrites <= FEW ? quiet + 1 : 0;
    if (performance.now() > endMs) throw new Error(`the server was not quiet within ${withinMs} ms`);
  }
}

/** Waits until somebody looks at the vendor's jobs again: after a change of workers the sweeper is handed over. */
export async function untilSwept(simulator: RunningSimulator, withinMs = 60_000): Promise<void> {
  simulator.resetCalls();
  const endMs = performance.now() + withinMs;
  while (simulator.ledger().callsByKind.look < LOOKS) {
    if (performance.now() > endMs) throw new Error(`nobody looked within ${withinMs} ms`);
    await sleep(EVERY_MS);
  }
}
