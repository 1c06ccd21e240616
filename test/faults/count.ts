import type { Outcome } from '../../contract/job.ts';
import type { LedgerJob, LedgerReport } from '../../simulators/index.ts';
import type { Allowances, Try } from './fault.ts';

/** A job of Reeve's as Temporal has it on record, with the text by which the ledger shows what it has made. */
export interface JobEvidence {
  jobId: string;
  mark: string;
  /** The workflow's status, or `MISSING` where the server knows none. */
  status: string;
  /** Type of the failure with which the workflow closed. */
  failure?: string;
  outcome?: Outcome;
  vendorJobId?: string;
  closedAt?: number;
  onStop?: 'cancel' | 'leave';
  /** The vendor's ids of a job that was adopted and not started. */
  adopted?: string;
}

/** All that a cell of the matrix is judged by. */
export interface Evidence {
  ledger: Pick<LedgerReport, 'jobs' | 'cancelRequests'>;
  jobs: readonly JobEvidence[];
  tries: readonly Try[];
  allows?: Allowances;
}

/** What must be nought. */
export const HARMS = [
  'duplicates',
  'orphans',
  'lost',
  'wrongOutcome',
  'stuck',
  'canceledUnread',
  'closedWhileRunning',
  'foreignTouched',
  'ambiguous',
  'callsInHold',
  'secrets',
  'nonDeterministic',
  'otherwiseWrong',
] as const;
export type Harm = (typeof HARMS)[number];

export type Counts = Record<Harm, number> & {
  tries: number;
  /** Starts that could not be told apart and were reported so, where that is allowed. */
  reported: number;
  /** From the fault until all was well again, without the time that the vendor's own work took after it. */
  longestRecoveryMs: number;
  /** Each harm in words, a line each. */
  problems: string[];
};

export function noCounts(): Counts {
  const harms = Object.fromEntries(HARMS.map((harm) => [harm, 0])) as Record<Harm, number>;
  return { tries: 0, reported: 0, longestRecoveryMs: 0, problems: [], ...harms };
}

/** Adds up the counts of several cells. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum = noCounts();
  for (const counts of all) {
    for (const harm of HARMS) sum[harm] += counts[harm];
    sum.tries += counts.tries;
    sum.reported += counts.reported;
    sum.longestRecoveryMs = Math.max(sum.longestRecoveryMs, counts.longestRecoveryMs);
    sum.problems.push(...counts.problems);
  }
  return sum;
}

export function isHarmless(counts: Counts): boolean {
  return HARMS.every((harm) => counts[harm] === 0);
}

/** Notes a harm in numbers and in words. */
type Report = (harm: Harm, words: string) => void;

/** One job with what the vendor has made for it. */
interface Case {
  job: JobEvidence;
  made: LedgerJob[];
  /** The one that the workflow says is its own. */
  own: LedgerJob | undefined;
}

/** Compares the vendor's ledger with the workflows. The only place that says what is harm. */
export function count({ ledger, jobs, tries, allows = {} }: Evidence): Counts {
  const counts = noCounts();
  const report: Report = (harm, words) => {
    counts[harm] += 1;
    counts.problems.push(`${harm}: ${words}`);
  };
  const cases = jobs.map((job) => caseOf(job, ledger.jobs));
  const told = new Set(tries.flatMap(({ jobId, ambiguous }) => (ambiguous === undefined ? [] : [jobId])));
  const mayBeAmbiguous = ({ job }: Case) => allows.ambiguous !== undefined || told.has(job.jobId);
  for (const one of cases) {
    countStarts(one, allows, report);
    if (isAmbiguous(one.job)) countAmbiguous(one, mayBeAmbiguous(one), counts, report);
    else if (isOpen(one.job.status)) report('stuck', `${one.job.jobId} has not ended, at the vendor: ${states(one)}`);
    else if (isEndedFromOutside(one.job)) countOrphans(one, report);
    else countEnd(one, ledger.cancelRequests, allows, report);
  }
  countForeign(ledger, cases, report);
  counts.tries = tries.length;
  const hit = new Set(tries.map(({ jobId }) => jobId));
  if (hit.size < tries.length) report('otherwiseWrong', 'a job was counted as two tries');
  for (const { jobId, wrong = [], inHold = [] } of tries) {
    for (const words of wrong) report('otherwiseWrong', `${jobId}: ${words}`);
    for (const words of inHold) report('callsInHold', words);
  }
  counts.longestRecoveryMs = Math.max(0, ...tries.map((one) => recoveryOf(one, cases)));
  return counts;
}

function caseOf(job: JobEvidence, ledgerJobs: readonly LedgerJob[]): Case {
  const made = ledgerJobs.filter((one) =>
    job.adopted === undefined ? hasMark(one, job.mark) : isNamed(one, job.adopted),
  );
  const own = job.vendorJobId === undefined ? undefined : made.find((one) => isNamed(one, job.vendorJobId ?? ''));
  return { job, made, own };
}

function hasMark({ content = '', startRequests }: LedgerJob, mark: string): boolean {
  return startRequests > 0 && content.includes(mark);
}

/** GUIDs are the same in either case. */
export function isNamed({ id, runId, name }: LedgerJob, vendorJobId: string): boolean {
  return [id, runId, name].some((one) => one?.toLowerCase() === vendorJobId.toLowerCase());
}

export const isOpen = (status: string): boolean => status === 'RUNNING' || status === 'PAUSED';
const isEndedFromOutside = ({ status }: JobEvidence) => ['TERMINATED', 'TIMED_OUT', 'MISSING'].includes(status);
const isAmbiguous = ({ failure }: JobEvidence) => failure === 'StartAmbiguous';
/** A record of Oracle's that nobody has scheduled is open for ever, and nothing ever runs it. */
const UNSCHEDULED = /^Open\/Ready For Scheduling/;
const isRunning = ({ state, words }: LedgerJob) => state !== 'ended' && !UNSCHEDULED.test(words);

function states({ made }: Case): string {
  return made.map(({ id, state, words }) => `${id} ${state} (${words})`).join(', ') || 'nothing';
}

/** What one call of ours has made twice is the vendor's doing; two calls that each made one are ours. */
function countStarts({ job, made }: Case, allows: Allowances, report: Report): void {
  const calls = new Set(made.map(({ startedBy }) => startedBy.call));
  const isOurs = calls.size > 1;
  if (made.length < 2 || (!isOurs && allows.doubled !== undefined)) return;
  const words = made.map(({ id, runId = '', startedBy }) => `${id} ${runId} by call ${startedBy.call}`).join(' and ');
  for (let more = 1; more < made.length; more += 1) report('duplicates', `${job.jobId} made ${words}`);
}

function countAmbiguous({ job, made }: Case, mayBe: boolean, counts: Counts, report: Report): void {
  const candidates = job.outcome?.candidates ?? [];
  const unnamed = made.filter((one) => !candidates.some((candidate) => isNamed(one, candidate)));
  if (made.length > 0 && candidates.length > 0 && unnamed.length > 0) {
    report('lost', `${job.jobId} is ambiguous, and its candidates do not name ${unnamed.map(({ id }) => id)}`);
  }
  if (mayBe) counts.reported += 1;
  else report('ambiguous', `${job.jobId}: ${job.outcome?.message ?? ''}`);
}

/** Terminated or timed out: the workflow could say nothing, and reclaim must have stopped what it left. */
function countOrphans({ job, made }: Case, report: Report): void {
  if (job.onStop === 'leave' || job.outcome?.verdict === 'left') return;
  for (const { id, words } of made.filter(isRunning)) report('orphans', `${job.jobId} has left ${id} (${words})`);
}

const MATCHES: Record<string, readonly LedgerJob['ended'][]> = {
  succeeded: ['succeeded'],
  failed: ['failed', 'partial'],
  canceled: ['canceled'],
};

function countEnd(one: Case, cancels: LedgerReport['cancelRequests'], allows: Allowances, report: Report): void {
  const { job, made, own } = one;
  const { outcome } = job;
  if (job.failure === 'StopUnconfirmed' || outcome?.verdict === 'left') return;
  if (job.failure === 'JobLost') {
    if (allows.lost === undefined) report('lost', `${job.jobId} ended as JobLost; at the vendor: ${states(one)}`);
    return;
  }
  for (const { id } of made.filter(isRunning)) report('closedWhileRunning', `${job.jobId} closed, and ${id} runs`);
  if (outcome === undefined) report('lost', `${job.jobId} is ${job.status} and says nothing of its end`);
  else if (outcome.state === null) countUnstarted(one, report);
  else if (own === undefined) report('lost', `${job.jobId} watched ${job.vendorJobId}, and made ${states(one)}`);
  else {
    if (own.state === 'ended' && !MATCHES[outcome.state]?.includes(own.ended)) {
      report('wrongOutcome', `${job.jobId} says ${outcome.state}, and ${own.id} ${own.ended}`);
    }
    if (outcome.verdict === 'canceled') countProof(job, own, cancels, report);
  }
}

/** The workflow says that no vendor job ever was. */
function countUnstarted(one: Case, report: Report): void {
  const { jobId, outcome, failure } = one.job;
  if (one.made.every(({ startedAt }) => startedAt === undefined)) return;
  report('lost', `${jobId} says ${outcome?.verdict ?? failure}, and made ${states(one)}`);
}

/**
 * A verdict `canceled` rests on a reading that was taken after the vendor had taken a cancel, and says so. Where somebody
 * else had canceled the job already, the stop found it over, and no cancel had to reach the vendor any more.
 */
function countProof(job: JobEvidence, own: LedgerJob, cancels: LedgerReport['cancelRequests'], report: Report): void {
  const proof = job.outcome?.proof;
  const readAt = Date.parse(proof?.readAt ?? '');
  const isOthers = own.stoppedBy !== undefined && own.stoppedBy.call === undefined;
  const asked = isOthers || cancels.some(({ id, at }) => isNamed(own, id) && at <= readAt);
  if (proof?.state === 'canceled' && asked && (own.endedAt ?? Number.POSITIVE_INFINITY) <= readAt) return;
  const how = proof === undefined ? 'no proof' : `a proof that says ${proof.state}, read at ${proof.readAt}`;
  report('canceledUnread', `${job.jobId} has ${how}; at the vendor it ended at ${own.endedAt}, cancel asked: ${asked}`);
}

/** Whatever no job of Reeve has made or adopted is somebody else's: no call of Reeve's may have asked to stop it. */
function countForeign({ jobs, cancelRequests }: Evidence['ledger'], cases: readonly Case[], report: Report): void {
  const ours = new Set(cases.flatMap(({ made }) => made));
  for (const job of jobs) {
    if (ours.has(job)) continue;
    const asked = cancelRequests.filter(({ id }) => isNamed(job, id)).length;
    if (asked > 0 || job.stoppedBy?.call !== undefined) {
      report('foreignTouched', `${job.id} of ${job.startedBy.user} was asked to stop ${asked} times`);
    }
  }
}

/** From the fault until all was well again, without the time that the vendor's own work took after it. */
function recoveryOf({ jobId, hitAt }: Try, cases: readonly Case[]): number {
  const { job, own } = cases.find((one) => one.job.jobId === jobId) ?? {};
  if (job?.closedAt === undefined) return 0;
  const endedAt = Math.max(hitAt, own?.endedAt ?? hitAt);
  // Nobody's workflow tells of it any more: it is well again when reclaim has stopped it.
  if (isEndedFromOutside(job)) return endedAt - hitAt;
  return job.closedAt - hitAt - (endedAt - Math.max(hitAt, own?.acceptedAt ?? hitAt));
}
