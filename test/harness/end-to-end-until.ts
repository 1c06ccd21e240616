import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;

/**
 * Asks until there is an answer, and gives it back. `what` is awaited; the error says what was seen last, by `seen`.
 */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  seen: () => unknown | Promise<unknown>,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      const found = JSON.stringify({ seen: await seen() }, null, 1);
      throw new Error(`${what}: not within ${withinMs} ms; ${found.slice(0, 6_000)}`);
    }
    await sleep(EVERY_MS);
  }
}
