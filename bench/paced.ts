import { setTimeout as sleep } from 'node:timers/promises';

const TICK_MS = 50;

/** Does something with each of them, so many a second, and waits for none before the next. */
export async function paced<T>(all: readonly T[], perSecond: number, work: (one: T) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const working: Promise<void>[] = [];
  while (working.length < all.length) {
    const due = Math.min(all.length, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) + 1);
    for (const one of all.slice(working.length, due)) working.push(work(one));
    await sleep(TICK_MS);
  }
  await Promise.all(working);
}
