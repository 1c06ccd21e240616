import { setTimeout as sleep } from 'node:timers/promises';
import DataLoader from 'dataloader';

/** No batch waits longer than this for the one before it, so that one hanging call does not stop an endpoint. */
const GREATEST_WAIT_MS = 1_000;

interface BatchSettings {
  /** How many the vendor takes in one call. */
  most: number;
  /** How long the first waits for others. */
  gatherMs: number;
}

/**
 * Asks that fall together go out as one call; each gets its own answer or its own error. While a call is on its way
 * the next ones gather, so the busier the endpoint, the fuller the batches.
 */
export function batched<Ask, Reply>(
  { most, gatherMs }: BatchSettings,
  call: (asks: readonly Ask[]) => Promise<(Reply | Error)[]>,
): (ask: Ask) => Promise<Reply> {
  let before: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Ask, Reply>(
    (asks) => {
      const calling = call(asks);
      before = calling.catch(() => undefined);
      return calling;
    },
    {
      cache: false,
      maxBatchSize: most,
      batchScheduleFn: (go) => {
        const gathered = Promise.all([sleep(gatherMs), Promise.race([before, sleep(GREATEST_WAIT_MS)])]);
        void gathered.then(go);
      },
    },
  );
  return (ask) => loader.load(ask);
}
