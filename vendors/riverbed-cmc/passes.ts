import { VendorError } from '../../contract/vendor-error.ts';
import type { CallKind } from '../gate.ts';
import { type CmcAccess, getPass, type Pass } from './log-in.ts';

/** The one pass that all of a process's calls to an endpoint share; it lives in memory only. */
export class Passes {
  readonly #access: CmcAccess;
  #pass: Pass | undefined;
  #fetching: Promise<Pass> | undefined;

  constructor(access: CmcAccess) {
    this.#access = access;
  }

  /** The pass; a new one is fetched once, however many ask for it. No failure is kept. */
  current(kind: CallKind, signal: AbortSignal): Promise<Pass> {
    if (this.#pass !== undefined) return Promise.resolve(this.#pass);
    this.#fetching ??= this.#fetch(kind).finally(() => {
      this.#fetching = undefined;
    });
    return waitFor(this.#access.name, this.#fetching, signal);
  }

  /** Of many calls refused with the same pass, only the first drops it: the others find its successor. */
  drop(refused: Pass): void {
    if (this.#pass === refused) this.#pass = undefined;
  }

  async #fetch(kind: CallKind): Promise<Pass> {
    this.#pass = await getPass(this.#access, kind);
    return this.#pass;
  }
}

/** Waits for what others wait for too; giving up takes nothing from them. */
async function waitFor<T>(endpoint: string, shared: Promise<T>, signal: AbortSignal): Promise<T> {
  const gaveUp = Promise.withResolvers<never>();
  const giveUp = () =>
    gaveUp.reject(new VendorError('Unavailable', `${endpoint}: gave up waiting for a log-in; the call was not made`));
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([gaveUp.promise, shared]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
