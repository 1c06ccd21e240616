import type { CallKind } from '../gate.ts';
import { waitForLogin } from '../shared-answer.ts';
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
    return waitForLogin(this.#access.name, this.#fetching, signal);
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
