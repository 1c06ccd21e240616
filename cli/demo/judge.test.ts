import { expect, test } from '@jest/globals';
import type { CallRecord, LedgerJob } from '../../simulators/index.ts';
import { judge } from './judge.ts';
import type { LedgerView } from './ledger-view.ts';
import type { Part } from './part.ts';
import type { Scenario } from './scenario.ts';
import { isBurst, SCENARIOS } from './scenarios.ts';

const REFUSED = (['start', 'look'] as const).map((kind) => ({ kind, status: 503 }) as CallRecord);

/** A ledger in which everything went as it should, but for the overrides. */
function ledgerOf(overrides: Partial<LedgerView> = {}): LedgerView {
  const jobs = ({ expected }: Scenario) => [{ startRequests: 1, ended: expected.outcome } as LedgerJob];
  return { order: () => ({ operation: '', params: {} }), jobs, calls: () => REFUSED, ...overrides };
}

function asExpected(scenario: Scenario): Part {
  const { outcome: state, verdict, workflowStatus: status } = scenario.expected;
  const cause = scenario.expiresIn === undefined ? undefined : 'expiry';
  const outcome = { state, ...(verdict && { verdict }), ...(cause && { cause }) };
  const snapshot = { status, outcome } as NonNullable<Part['snapshot']>;
  return { scenario, snapshot, ...(verdict && { answer: { verdict } }) };
}

const PARTS = SCENARIOS.filter(({ meanwhile }) => meanwhile !== 'killWorker').map(asExpected);
const judged = (parts: Part[], ledger = ledgerOf()) => judge(parts, ledger, undefined as never);

test('finds nothing wrong where all is as it should be', async () => {
  expect(await judged(PARTS)).toEqual([]);
});

test('finds a job that never ended', async () => {
  const [first, second, ...rest] = PARTS as [Part, Part, ...Part[]];
  const found = await judged([{ scenario: first.scenario }, second, ...rest]);
  expect(found).toEqual([
    'prime-dc1/ntp-servers: outcome: found none, expected succeeded',
    'prime-dc1/ntp-servers: workflow status: found none, expected COMPLETED',
  ]);
});

test('believes the vendor: no job, a second one, another end', async () => {
  const one = PARTS.filter(({ scenario }) => scenario.name === 'ntp-servers' || isBurst(scenario));
  const withJobs = (jobs: Partial<LedgerJob>[]) =>
    ledgerOf({ jobs: (scenario) => (isBurst(scenario) ? ledgerOf().jobs(scenario) : (jobs as LedgerJob[])) });
  const good = { startRequests: 1, ended: 'succeeded' } as const;
  expect(await judged(one, withJobs([]))).toEqual(['prime-dc1/ntp-servers: the vendor was never asked to start it']);
  expect(await judged(one, withJobs([good, good]))).toEqual(['prime-dc1/ntp-servers: the vendor has started it twice']);
  expect(await judged(one, withJobs([{ ...good, ended: 'failed' }]))).toEqual([
    'prime-dc1/ntp-servers: end at the vendor: found failed, expected succeeded',
  ]);
});

test('wants the burst to have been refused', async () => {
  expect(await judged(PARTS, ledgerOf({ calls: () => [] }))).toEqual([
    'burst: found no start that the vendor refused, expected at least one',
    'burst: found no look that the vendor refused, expected at least one',
  ]);
});

test('wants to know who took over', async () => {
  const killed = SCENARIOS.filter(({ meanwhile }) => meanwhile === 'killWorker').map(asExpected);
  const burst = PARTS.filter(({ scenario }) => isBurst(scenario));
  expect(await judged([...killed, ...burst])).toEqual(['prime-dc2/core-qos: no other worker took over']);
});

test('believes no stop that the vendor does not have, whichever vendor it is', async () => {
  const stops = PARTS.filter(({ scenario }) => scenario.shows === 'stop by request' || isBurst(scenario));
  const ranOn = ledgerOf({
    jobs: ({ meanwhile }) => [{ startRequests: 1, ended: meanwhile === 'stop' ? undefined : 'succeeded' } as LedgerJob],
  });
  expect(await judged(stops, ranOn)).toEqual([
    'prime-dc1/banner-text: end at the vendor: found none, expected canceled',
    'ccs-hq/full-audit: end at the vendor: found none, expected canceled',
    'lxca-dc1/disk-firmware: end at the vendor: found none, expected canceled',
    'cmc-wan/inpath-rules: end at the vendor: found none, expected canceled',
    'oracle-ebs/forms-trace: end at the vendor: found none, expected canceled',
  ]);
});

test('tells an expiry from a stop that was asked for', async () => {
  const [expired] = PARTS.filter(({ scenario }) => scenario.name === 'java-heap');
  if (expired?.snapshot?.outcome === undefined) throw new Error('there is no such job');
  const snapshot = { ...expired.snapshot, outcome: { ...expired.snapshot.outcome, cause: 'request' as const } };
  const burst = PARTS.filter(({ scenario }) => isBurst(scenario));
  expect(await judged([{ ...expired, snapshot }, ...burst])).toEqual([
    'oracle-ebs/java-heap: cause: found request, expected expiry',
  ]);
});
