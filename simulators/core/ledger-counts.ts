import { CALL_KINDS, type CallKind } from './call.ts';

export type CallCounts = Record<CallKind | 'total', number>;

interface Counted {
  at: number;
  kind: CallKind;
}

export function countKinds(calls: Counted[]): CallCounts {
  const counts = Object.fromEntries([...CALL_KINDS, 'total'].map((kind) => [kind, 0])) as CallCounts;
  for (const { kind } of calls) {
    counts[kind] += 1;
    counts.total += 1;
  }
  return counts;
}

/** Calls by second of the epoch. Seconds without a call are left out. */
export function countBySecond(calls: Counted[]): Record<string, CallCounts> {
  const groups = Object.groupBy(calls, (record) => String(Math.floor(record.at / 1000)));
  return Object.fromEntries(Object.entries(groups).map(([second, group]) => [second, countKinds(group ?? [])]));
}

/** The most calls that any sliding window of that length holds. */
export function busiestWindow(calls: Counted[], windowMs: number): number {
  const times = calls.map((record) => record.at).sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? at) >= windowMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
