import type { Call, CallKind, VendorName } from './call.ts';
import { type CallCounts, countBySecond, countKinds } from './ledger-counts.ts';

export interface CallRecord {
  n: number;
  /** When the request had been read, in real epoch milliseconds. */
  at: number;
  kind: CallKind;
  method: string;
  /** Path and query. */
  path: string;
  /** What was sent; 0 when the socket was cut or nothing was ever sent. */
  status: number;
  user?: string;
  /** The vendor's limit turned it away. */
  refused?: true;
  /** Scripted faults that touched it. */
  faults?: string[];
  ids?: string[];
}

export const ENDINGS = ['succeeded', 'failed', 'partial', 'canceled'] as const;
export type Ending = (typeof ENDINGS)[number];

export interface LedgerJob {
  id: string;
  runId?: string;
  name: string;
  state: 'waiting' | 'running' | 'ended';
  /** The vendor's own words for the state. */
  words: string;
  /** When the vendor accepted it, and when it really began to run. Real epoch milliseconds, as all times here. */
  acceptedAt: number;
  startedAt?: number;
  startedBy: { user: string; call?: number };
  /** How many start requests asked for it: 1, or 0 when nobody asked through the API. */
  startRequests: number;
  /** What was asked, in one form for the same work. */
  content?: string;
  endedAt?: number;
  ended?: Ending;
  /** The call, or the instrument, that stopped it. */
  stoppedBy?: { user: string; call?: number };
  changes: { at: number; state: LedgerJob['state']; words: string }[];
}

export interface CancelRecord {
  at: number;
  call: number;
  user: string;
  id: string;
  answer: 'accepted' | 'refused';
}

export interface LedgerReport {
  vendor: VendorName;
  /** Real epoch milliseconds, and the vendor's own time of day, which may be skewed. */
  now: number;
  vendorNow: number;
  jobs: LedgerJob[];
  calls: CallRecord[];
  callsByKind: CallCounts;
  callsBySecond: Record<string, CallCounts>;
  refusals: CallCounts;
  cancelRequests: CancelRecord[];
}

export interface NewLedgerJob {
  id: string;
  runId?: string;
  name: string;
  words: string;
  state: LedgerJob['state'];
  user: string;
  call?: Call;
  content?: string;
}

export interface Ledger {
  /** Opens the record of a call; its status is filled in when it ends. */
  open(call: Call, kind: CallKind): CallRecord;
  accepted(job: NewLedgerJob): LedgerJob;
  changed(job: LedgerJob, state: LedgerJob['state'], words: string): void;
  ended(job: LedgerJob, how: Ending, words: string, stoppedBy?: LedgerJob['stoppedBy']): void;
  cancelRequest(call: Call, id: string, answer: CancelRecord['answer']): void;
  report(): LedgerReport;
  /** Forgets the calls; the jobs stay. */
  resetCalls(): void;
}

export function createLedger(vendor: VendorName, vendorNow: () => number): Ledger {
  const jobs: LedgerJob[] = [];
  let calls: CallRecord[] = [];
  let cancelRequests: CancelRecord[] = [];

  function changed(job: LedgerJob, state: LedgerJob['state'], words: string): void {
    const at = Date.now();
    if (state === 'running') job.startedAt ??= at;
    job.state = state;
    job.words = words;
    job.changes.push({ at, state, words });
  }

  return {
    open(call, kind) {
      const path = call.rawQuery === '' ? call.path : `${call.path}?${call.rawQuery}`;
      const record: CallRecord = { n: call.n, at: Date.now(), kind, method: call.method, path, status: 0 };
      calls.push(record);
      return record;
    },
    accepted({ user, call, state, words, ...rest }) {
      const startedBy = call === undefined ? { user } : { user, call: call.n };
      const startRequests = call === undefined ? 0 : 1;
      const job: LedgerJob = { ...rest, state, words, acceptedAt: Date.now(), startedBy, startRequests, changes: [] };
      jobs.push(job);
      changed(job, state, words);
      return job;
    },
    changed,
    ended(job, how, words, stoppedBy) {
      changed(job, 'ended', words);
      job.endedAt = Date.now();
      job.ended = how;
      if (stoppedBy !== undefined) job.stoppedBy = stoppedBy;
    },
    cancelRequest(call, id, answer) {
      cancelRequests.push({ at: Date.now(), call: call.n, user: call.user ?? '', id, answer });
    },
    report: () => ({
      vendor,
      now: Date.now(),
      vendorNow: vendorNow(),
      jobs,
      calls,
      callsByKind: countKinds(calls),
      callsBySecond: countBySecond(calls),
      refusals: countKinds(calls.filter((record) => record.refused)),
      cancelRequests,
    }),
    resetCalls() {
      calls = [];
      cancelRequests = [];
    },
  };
}
