/**
 * Loaded before a worker (`node --import`), never part of a build. `REEVE_HOLD_AT` names a point at a vendor call:
 * `before <pattern>` holds each call whose `METHOD path body` matches until the process is killed, before anything of
 * it is sent; `after <pattern>` holds it when the vendor's answer has come and nobody in the process has seen it yet.
 * Each held call is a line in the file `REEVE_HOLD_LOG`. Whoever started the worker kills it, with -9, when enough
 * calls are there.
 */
import { appendFileSync } from 'node:fs';

const [, when, pattern = ''] = /^(before|after) (.+)$/s.exec(process.env.REEVE_HOLD_AT ?? '') ?? [];
const log = process.env.REEVE_HOLD_LOG;

/** As long as the process lives, or until whoever made the call gives it up. */
function held(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}

if (when !== undefined && log !== undefined) {
  const wanted = new RegExp(pattern, 's');
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    // A copy: reading a request's body takes it away.
    const request = input instanceof Request ? input.clone() : new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const text = `${request.method} ${pathname}${search} ${await request.text()}`;
    const isWanted = wanted.test(text);
    const arrive = () => {
      appendFileSync(log, `${JSON.stringify(text)}\n`);
      return held(init?.signal ?? request.signal);
    };
    if (isWanted && when === 'before') return arrive();
    const answer = await send(input, init);
    return isWanted ? arrive() : answer;
  };
}

// Blocks the event loop, as a computation without an end would.
const blockMs = Number(process.env.REEVE_BLOCK_MS ?? 0);
if (blockMs > 0) {
  process.on('SIGUSR2', () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, blockMs);
  });
}

// Fills the heap until the process is out of memory.
if (process.env.REEVE_EAT_MEMORY === 'on SIGUSR2') {
  const eaten: string[][] = [];
  process.on('SIGUSR2', () => {
    for (;;) eaten.push(Array.from({ length: 10_000 }, (_, index) => `${eaten.length} ${index}`));
  });
}
