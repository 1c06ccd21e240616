import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import getPort from 'get-port';
import { InvalidRequest, type ScheduleDefinition, ScheduleExists, UnknownSchedule } from '../../client/index.ts';
import type { LedgerJob } from '../../simulators/index.ts';
import { expectBudget, type Lab, startLab } from '../harness/end-to-end.ts';
import type { Work } from '../harness/end-to-end-configuration.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(60_000);
let lab: Lab;
let metricsUrl: string;

beforeAll(async () => {
  const prime = { vendor: 'cisco-prime' } as const;
  lab = await startLab(
    { cancels: prime, skips: prime, fills: prime, other: prime, stubborn: prime, fails: prime, limited: prime },
    { 'cisco-prime': { limits: { perUser: -1, concurrentPerUser: -1 } } },
  );
  const address = `127.0.0.1:${await getPort()}`;
  metricsUrl = `http://${address}/metrics`;
  await lab.startWorker(lab.configPath, '--metrics', address);
});
afterAll(() => lab.stop(), 30_000);

/** Fires only when it is triggered: a paused schedule can be. */
const NEVER_BY_ITSELF = { cron: '0 0 1 1 *', paused: true } as const;

function scheduled(endpoint: string, work: Work, more: Partial<ScheduleDefinition> = {}): ScheduleDefinition {
  const { operation, params } = lab.order(endpoint, work);
  return { job: { endpoint, operation, params, expiresIn: '10 minutes' }, ...more };
}

const jobsOf = (endpoint: string) => lab.vendor['cisco-prime'].jobsOf(`of-${endpoint}`);

/** The greatest number of jobs that ran at the vendor at one time, by its own ledger. */
function mostAtOnce(jobs: readonly LedgerJob[]): number {
  const running = (at: number) =>
    jobs.filter(({ acceptedAt, endedAt = Number.POSITIVE_INFINITY }) => acceptedAt <= at && at < endedAt).length;
  return Math.max(...jobs.map(({ acceptedAt }) => running(acceptedAt)));
}

/** Ends a schedule and all that it has started. */
async function end(name: string): Promise<void> {
  await lab.reeve.schedules.pause(name, { by: 'tester', reason: 'the test is over' });
  const { runs } = await lab.reeve.schedules.get(name);
  await Promise.all(runs.filter(({ closedAt }) => !closedAt).map(({ id }) => lab.reeve.job(id).stop()));
}

describe('cancel other', () => {
  test.concurrent('goes through the true stop: never two at once at the vendor', async () => {
    const { schedules } = lab.reeve;
    await schedules.create('relay', scheduled('cancels', 'endless', { every: '4s', overlap: 'cancelOther' }));
    const four = async () => ((await jobsOf('cancels')).length >= 4 ? true : undefined);
    await until('three runs were stopped for the next', four, () => jobsOf('cancels'), 45_000);
    await end('relay');
    const jobs = await jobsOf('cancels');
    expect(jobs.length).toBeGreaterThanOrEqual(4);
    expect(mostAtOnce(jobs)).toBe(1);
    expect(jobs.map(({ ended, stoppedBy }) => ({ ended, user: stoppedBy?.user }))).toEqual(
      jobs.map(() => ({ ended: 'canceled', user: 'of-cancels' })),
    );
    const { runs } = await schedules.get('relay');
    expect(runs[0]?.id).toMatch(/^job\/cancels\/relay-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(runs.at(-1)).toMatchObject({ status: 'CANCELLED', verdict: 'canceled', cause: 'request' });
  });

  test.concurrent('waits where the vendor refuses the stop, and says which run holds the others up', async () => {
    const { schedules } = lab.reeve;
    await schedules.create('mule', scheduled('stubborn', 'stubborn', { ...NEVER_BY_ITSELF, overlap: 'cancelOther' }));
    const first = await schedules.trigger('mule');
    if (first.fate !== 'started') throw new Error(`the first run ${first.fate}`);
    const job = lab.reeve.job(first.job);
    await lab.running(job);
    expect(await schedules.trigger('mule')).toEqual({ fate: 'waits', behind: [first.job] });
    await lab.seen(job, 'has its stop refused', ({ verdict }) => verdict === 'refused');
    expect(await schedules.get('mule')).toMatchObject({ waiting: 1, runs: [{ id: first.job, verdict: 'refused' }] });
    expect(await jobsOf('stubborn')).toHaveLength(1);
    expect(await schedules.trigger('mule')).toMatchObject({ fate: 'waits' });
    await lab.endByHand(job, 'succeeded');
    await lab.vendor['cisco-prime'].until('the second has begun', async () => (await jobsOf('stubborn')).length === 2);
    expect(mostAtOnce(await jobsOf('stubborn'))).toBe(1);
    // Of the two that waited only the last one runs, and the other does not count as skipped.
    const { runs, ...counts } = await schedules.get('mule');
    expect(counts).toMatchObject({ taken: 2, waiting: 0, skipped: 0 });
    await lab.running(lab.reeve.job(runs[0]?.id ?? ''));
    await lab.endByHand(lab.reeve.job(runs[0]?.id ?? ''), 'succeeded');
  });
});

test.concurrent('a run that hangs and makes others be skipped is seen, and counted by a metric', async () => {
  const { schedules } = lab.reeve;
  await schedules.create('hangs', scheduled('skips', 'endless', { every: '2s' }));
  const skipping = async () => {
    const snapshot = await schedules.get('hangs');
    // The server counts by its own clock, a moment before or after ours.
    return snapshot.skipped >= 2 && (snapshot.runs[0]?.holdsUp ?? 0) >= 2 ? snapshot : undefined;
  };
  const { trouble, runs } = await until('two are skipped, and held up by the first', skipping, () =>
    schedules.get('hangs'),
  );
  const [run] = runs;
  expect(runs).toHaveLength(1);
  expect(trouble).toEqual([
    expect.stringMatching(new RegExp(`^${run?.id} has been running since .*: \\d+ later times have come since$`)),
    expect.stringMatching(/^\d+ times let pass in all, because the run before still went on$/),
  ]);
  expect(await schedules.trigger('hangs')).toEqual({ fate: 'skipped', behind: [run?.id] });
  const { output } = await lab.run('schedule', 'show', 'hangs');
  expect(output).toMatch(/look at +job\/skips\/hangs-.*later times have come since/);
  await lab.reeve.reclaim({ endpoint: 'skips', dryRun: true });
  const text = await (await fetch(metricsUrl)).text();
  const counted = /^reeve_scheduled_runs_skipped\{.*endpoint="skips".*schedule="hangs".*\} (\d+)$/m.exec(text);
  expect(Number(counted?.[1])).toBeGreaterThanOrEqual(3);
  await end('hangs');
});

test.concurrent('the time of the run is filled in by the workflow, and stands in its record', async () => {
  const { schedules, client } = lab.reeve;
  const definition = scheduled('fills', 'short', NEVER_BY_ITSELF);
  const labels = ['nightly', 'for {{scheduledTime}}'];
  await schedules.create('filled', { ...definition, job: { ...definition.job, labels } });
  const triggered = await schedules.trigger('filled');
  if (triggered.fate !== 'started') throw new Error(`the run ${triggered.fate}`);
  const time = /filled-(.*)$/.exec(triggered.job)?.[1];
  const closed = await lab.closed(lab.reeve.job(triggered.job));
  expect(closed).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  const filled = ['nightly', `for ${time}`];
  expect(await lab.reeve.job(triggered.job).get()).toMatchObject({ labels: filled, request: { labels: filled } });
  expectBudget(closed, { changes: 1, filledIn: 1 });
  expect(await schedules.definition('filled')).toMatchObject({ job: { labels } });
  await expect(lab.start('fills', 'short', { labels: ['{{scheduledTime}}'] })).rejects.toThrow(
    /only a job that a schedule/,
  );
  const direct = await client.workflow.start('runJob', {
    workflowId: 'by-hand',
    taskQueue: 'reeve',
    args: [{ ...definition.job, labels }],
  });
  await expect(direct.result()).rejects.toMatchObject({ cause: { type: 'InvalidRequest' } });
  expect(await jobsOf('fills')).toHaveLength(1);
});

test.concurrent('a schedule pauses when a job has failed, where it is told to', async () => {
  const { schedules } = lab.reeve;
  await schedules.create('fails', scheduled('fails', 'failing', { every: '5s', pauseOnFailure: true }));
  const paused = async () => {
    const snapshot = await schedules.get('fails');
    return snapshot.paused ? snapshot : undefined;
  };
  const { note, runs } = await until('it is paused', paused, () => schedules.get('fails'));
  expect(note).toMatch(/^paused due to workflow failure: job\/fails\/fails-/);
  expect(runs).toMatchObject([{ status: 'FAILED', state: 'failed' }]);
  expect(await jobsOf('fails')).toHaveLength(1);
});

test.concurrent('a schedule ends after its last run', async () => {
  const { schedules } = lab.reeve;
  await schedules.create('twice', scheduled('limited', 'short', { every: '2s', runs: 2, overlap: 'bufferAll' }));
  const done = async () => {
    const snapshot = await schedules.get('twice');
    return snapshot.runs.filter(({ closedAt }) => closedAt).length === 2 ? snapshot : undefined;
  };
  const { taken, remaining, next, trouble } = await until('two are over', done, () => schedules.get('twice'));
  expect({ taken, remaining, next, trouble }).toEqual({
    taken: 2,
    remaining: 0,
    next: [],
    trouble: ['all its runs are used up'],
  });
  expect(mostAtOnce(await jobsOf('limited'))).toBe(1);
});

describe('a definition', () => {
  test.concurrent('comes back from Temporal as it was written, and is kept by one name', async () => {
    const { schedules } = lab.reeve;
    const definition = scheduled('other', 'short', {
      cron: ['0  2 * * MON-FRI', '30 4 1 * *'],
      calendars: [{ dayOfMonth: '1-7', dayOfWeek: 'MON', hour: 6 }],
      every: '90 minutes',
      offset: '10m',
      skip: [{ month: 'DEC', dayOfMonth: '24-26' }],
      timeZone: 'Europe/Berlin',
      from: '2026-01-01T00:00:00+01:00',
      until: '2099-12-31T23:59:59Z',
      jitter: '5m',
      overlap: 'bufferOne',
      catchUpWindow: '1h',
      pauseOnFailure: true,
      runs: 12,
      paused: true,
    });
    const { settled } = schedules.plan('kept', definition);
    await schedules.create('kept', definition);
    expect(await schedules.definition('kept')).toEqual(settled);
    expect(settled).toMatchObject({
      cron: ['0 2 * * MON-FRI', '30 4 1 * *'],
      every: '90m',
      from: '2025-12-31T23:00:00Z',
    });
    expect(await schedules.compare({ kept: definition })).toMatchObject([{ change: 'none', differences: [] }]);
    expect(schedules.plan('kept', { ...settled }).settled).toEqual(settled);
    await expect(schedules.create('kept', definition)).rejects.toThrow(ScheduleExists);
    await expect(schedules.get('gone')).rejects.toThrow(UnknownSchedule);

    await lab.reeve.client.schedule.getHandle('schedule/kept').update(
      (before) =>
        ({
          ...before,
          policies: { ...before.policies, pauseOnFailure: false },
          state: { ...before.state, remainingActions: 7 },
        }) as never,
    );
    const differences = [{ field: 'pauseOnFailure', existing: false, requested: true }];
    expect(await schedules.compare({ kept: definition })).toMatchObject([{ change: 'update', differences }]);
    expect(await schedules.update('kept', definition)).toEqual(differences);
    expect(await schedules.get('kept')).toMatchObject({ paused: true, remaining: 7 });
    await schedules.update('kept', { ...definition, runs: 3, paused: false });
    expect(await schedules.get('kept')).toMatchObject({ paused: false, remaining: 3 });
    await schedules.delete('kept');
    await expect(schedules.pause('kept')).rejects.toThrow(UnknownSchedule);
  });

  test.concurrent('with mistakes is refused with all of them, and nothing is created', async () => {
    const { schedules } = lab.reeve;
    const definition = scheduled('other', 'short', {
      cron: '0 0 31 2 *',
      overlap: 'cancelOther',
      timeZone: 'Mars/Olympus',
    });
    const wrong = { ...definition, job: { ...definition.job, expiresIn: 'soon', key: 'x' } };
    await expect(schedules.create('wrong', wrong)).rejects.toThrow(InvalidRequest);
    await expect(schedules.create('wrong', wrong)).rejects.toThrow(/timeZone: .*job.expiresIn: /);
    await expect(schedules.get('wrong')).rejects.toThrow(UnknownSchedule);
  });
});

test.concurrent('a backfill runs each time that has no job yet, one after the other', async () => {
  const { schedules } = lab.reeve;
  await schedules.create('past', scheduled('other', 'short', { cron: '* * * * *', paused: true }));
  const untilMs = Math.floor(Date.now() / 60_000) * 60_000;
  const span = { from: new Date(untilMs - 60_000).toISOString(), until: new Date(untilMs).toISOString() };
  const plain = (text: string) => text.replace('.000', '');
  const [first, second] = [plain(span.from), plain(span.until)];
  const one = await schedules.backfill('past', { from: second, until: second });
  expect(one).toEqual({ times: [second], existing: [] });
  const done = async () => {
    const { runs } = await schedules.get('past');
    return runs.length > 0 && runs.every(({ closedAt }) => closedAt) ? runs : undefined;
  };
  await until('the first time has its run', done, () => schedules.get('past'));
  expect(await schedules.backfill('past', { from: first, until: second })).toEqual({
    times: [first],
    existing: [`job/other/past-${second}`],
  });
  const both = async () => ((await done())?.length === 2 ? true : undefined);
  await until('the other one too', both, () => schedules.get('past'));
  await expect(schedules.backfill('past', { from: '2020-01-01T00:00:00Z', until: second })).rejects.toThrow(
    /more than 100/,
  );
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
