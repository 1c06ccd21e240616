import { printJson, printLine } from '../print.ts';
import { tableOf } from '../table.ts';
import type { LedgerView } from './ledger-view.ts';
import { nameOf, type Part, verdictOf } from './part.ts';
import { isBurst, vendorOf } from './scenarios.ts';
import { isRefused, tallyOf } from './tally.ts';

const HEAD = ['JOB', 'SHOWS', 'OUTCOME', 'VERDICT', 'WORKFLOW', 'CALLS', 'LOOKS', 'REFUSED', 'EVENTS'];
/** The columns of words fit into 80, those of numbers beside them into this. */
const WIDE_COLUMNS = 110;
const WORD_COLUMNS = HEAD.indexOf('CALLS');

/** The table for people, and what its numbers count. */
export function printReport(parts: readonly Part[], ledger: LedgerView): void {
  // A pipe has no width.
  const isWide = (process.stdout.columns ?? WIDE_COLUMNS) >= WIDE_COLUMNS;
  const cut = <Cell>(row: readonly Cell[]) => (isWide ? row : row.slice(0, WORD_COLUMNS));
  const rows = parts.filter(({ scenario }) => !isBurst(scenario)).map((part) => rowOf(part, ledger));
  printLine(`\n${tableOf(cut(HEAD), rows.map(cut))}\n`);
  if (isWide) {
    printLine('CALLS: requests in the vendor’s ledger that were about the job; LOOKS and REFUSED (503) among them.');
    printLine('One look may ask for many jobs and counts for each. EVENTS: length of the workflow’s history.\n');
  }
  for (const line of [...takeoverLines(parts), ...burstLines(parts, ledger)]) printLine(line);
}

/** A line of JSON for each job. */
export function printJsonReport(parts: readonly Part[], ledger: LedgerView): void {
  for (const part of parts) {
    const { scenario, jobId, snapshot } = part;
    printJson({
      job: jobId ?? null,
      vendor: vendorOf(scenario),
      endpoint: scenario.endpoint,
      outcome: snapshot?.outcome?.state ?? null,
      verdict: verdictOf(part) ?? null,
      workflowStatus: snapshot?.status ?? null,
      looks: tallyOf(ledger.calls(scenario)).looks,
      historyLength: snapshot?.historyLength ?? null,
    });
  }
}

function rowOf(part: Part, ledger: LedgerView): string[] {
  const { scenario, snapshot } = part;
  const { calls, looks, refused } = tallyOf(ledger.calls(scenario));
  return [
    nameOf(part),
    scenario.shows,
    snapshot?.outcome?.state ?? '-',
    verdictOf(part) ?? '-',
    snapshot?.status ?? 'not started',
    ...[calls, looks, refused, snapshot?.historyLength ?? 0].map(String),
  ];
}

function takeoverLines(parts: readonly Part[]): string[] {
  return parts.flatMap((part) =>
    part.workers?.second === undefined
      ? []
      : [
          `${nameOf(part)} was begun by worker ${part.workers.killed}, killed with -9, and finished by worker ${part.workers.second}.`,
        ],
  );
}

function burstLines(parts: readonly Part[], ledger: LedgerView): string[] {
  const played = parts.filter(({ scenario }) => isBurst(scenario));
  const burst = played.map(({ scenario }) => scenario);
  // A batched look is one call of many jobs.
  const calls = [...new Map(burst.flatMap(ledger.calls).map((call) => [call.n, call])).values()];
  const refusals = calls.filter(isRefused);
  const count = (kind: string) => refusals.filter((call) => call.kind === kind).length;
  // The vendor's own limit notes what it has refused; a fault does not.
  const scripted = refusals.filter((call) => !call.refused).length;
  const made = burst.flatMap(ledger.jobs).length;
  const succeeded = played.filter(({ snapshot }) => snapshot?.outcome?.state === 'succeeded').length;
  return [
    `Burst: ${burst.length} jobs asked for, ${made} started at the vendor, in ${calls.length} calls; ${succeeded} succeeded.`,
    `Calls of it that the vendor refused with 503: starts ${count('start')}, looks ${count('look')}; of all, ${scripted} by script.`,
  ];
}
