import type { Client } from '@temporalio/client';
import { readHands } from './hands.ts';
import type { LedgerView } from './ledger-view.ts';
import { nameOf, type Part } from './part.ts';
import { isBurst } from './scenarios.ts';
import { isRefused } from './tally.ts';

/** Everything that is not as it should be, a line each; empty where all is well. */
export async function judge(parts: readonly Part[], ledger: LedgerView, client: Client): Promise<string[]> {
  const each = await Promise.all(
    parts.map(async (part) => {
      const wrong = [...endingOf(part), ...vendorsView(part, ledger), ...(await takenOver(part, client))];
      return wrong.map((words) => `${nameOf(part)}: ${words}`);
    }),
  );
  return [...each.flat(), ...burstRefusals(parts, ledger)];
}

/** What the job itself says of its end. */
function endingOf({ scenario, snapshot, answer }: Part): string[] {
  const { outcome, verdict, workflowStatus } = scenario.expected;
  return [
    ...differs('outcome', snapshot?.outcome?.state, outcome),
    ...differs('verdict', snapshot?.outcome?.verdict, verdict),
    ...differs('workflow status', snapshot?.status, workflowStatus),
    ...(scenario.meanwhile === 'stop' ? differs('answer to the stop', answer?.verdict, verdict) : []),
    ...(scenario.expiresIn === undefined ? [] : differs('cause', snapshot?.outcome?.cause, 'expiry')),
  ];
}

/** What the vendor says: that it had one job, and that it ended as Reeve tells. */
function vendorsView({ scenario }: Part, ledger: LedgerView): string[] {
  const [job, ...more] = ledger.jobs(scenario);
  if (job === undefined) return ['the vendor was never asked to start it'];
  const twice = more.length > 0 || job.startRequests !== 1;
  return [
    ...(twice ? ['the vendor has started it twice'] : []),
    ...differs('end at the vendor', job.ended, scenario.expected.outcome),
  ];
}

/** A job whose worker was killed: begun by that one, finished by the other. */
async function takenOver({ scenario, jobId, workers }: Part, client: Client): Promise<string[]> {
  if (scenario.meanwhile !== 'killWorker') return [];
  if (jobId === undefined || workers?.second === undefined) return ['no other worker took over'];
  const { first, last } = await readHands(client, jobId);
  return [
    ...differs('worker that started it', first, workers.killed),
    ...differs('worker that finished it', last, workers.second),
  ];
}

/** The burst is there to be refused: without refusals it would show nothing. */
function burstRefusals(parts: readonly Part[], ledger: LedgerView): string[] {
  const calls = parts.filter(({ scenario }) => isBurst(scenario)).flatMap(({ scenario }) => ledger.calls(scenario));
  return (['start', 'look'] as const)
    .filter((kind) => !calls.some((call) => call.kind === kind && isRefused(call)))
    .map((kind) => `burst: found no ${kind} that the vendor refused, expected at least one`);
}

function differs(field: string, found: unknown, expected: unknown): string[] {
  return found === expected ? [] : [`${field}: found ${found ?? 'none'}, expected ${expected ?? 'none'}`];
}
