import type { CallRecord } from '../../simulators/index.ts';

/** One job's vendor calls, as the vendor's ledger has them. */
export interface Tally {
  calls: number;
  looks: number;
  /** Calls that the vendor turned away for its rate. */
  refused: number;
}

export function tallyOf(calls: readonly CallRecord[]): Tally {
  return {
    calls: calls.length,
    looks: calls.filter(({ kind }) => kind === 'look').length,
    refused: calls.filter(isRefused).length,
  };
}

export function isRefused({ status }: CallRecord): boolean {
  return status === 503 || status === 429;
}
