import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { JobRequest } from '../../client/index.ts';
import type { FaultRule } from '../../simulators/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import type { EndpointPlan } from '../harness/end-to-end-configuration.ts';

jest.setTimeout(60_000);

/** What the first looks at a running job get to see. */
const LOOKS: Record<string, FaultRule['action']> = {
  html: { do: 'replaceBody', with: 'html' },
  'cut-off': { do: 'cutBody' },
  'cut-off-clean': { do: 'cutBody', cleanEnd: true },
  empty: { do: 'replaceBody', with: 'empty' },
  huge: { do: 'replaceBody', with: 'huge', size: 2_000_000 },
  deep: { do: 'replaceBody', with: 'deep', size: 50_000 },
  'status-500': { do: 'status', status: 500, when: 'before' },
  'status-503': { do: 'status', status: 503, headers: { 'retry-after': '1' }, when: 'before' },
  'status-404': { do: 'status', status: 404, when: 'before' },
  reset: { do: 'reset', when: 'before' },
};
const FORMATS = { xml: 'cisco-prime', json: 'cisco-prime', ccs: 'symantec-ccs' } as const;
type Format = keyof typeof FORMATS;
const formats = Object.keys(FORMATS) as Format[];

let lab: Lab;
let started: Map<string, Awaited<ReturnType<typeof startWith>>>;

/** Starts a job at an endpoint of its own; `action` is for its looks only, since each looks at its own job. */
async function startWith(format: Format, name: string, action: FaultRule['action'], more: Partial<JobRequest> = {}) {
  const endpoint = `${format}-${name}`;
  const order = lab.order(endpoint, 'steady');
  const path = format === 'ccs' ? { path: String(order.params.jobId) } : { user: `of-${endpoint}` };
  const looks = await lab.vendor[FORMATS[format]].fault({ match: { kind: 'look', ...path }, times: 3, action });
  return { job: await lab.start(endpoint, order, more), looks };
}

/** Three bad looks put no job out of sight; were they the vendor's denials, the job would be lost. */
const PATIENT = { outOfSightAfter: '30s', lostAfter: '1s' };

beforeAll(async () => {
  const plans = formats.flatMap((format) =>
    Object.keys(LOOKS).map((name): [string, EndpointPlan] => {
      const fields = { ...PATIENT, ...(format !== 'ccs' && { format }) };
      return [`${format}-${name}`, { vendor: FORMATS[format], fields }];
    }),
  );
  const impatient = { outOfSightAfter: '1s', lostAfter: '2s' };
  const others = formats.flatMap((format) => {
    const fields = { ...impatient, ...(format !== 'ccs' && { format }) };
    return ['password', 'vanished', 'hidden', 'stopping'].map((name): [string, EndpointPlan] => [
      `${format}-${name}`,
      { vendor: FORMATS[format], fields: name === 'hidden' ? { ...fields, lostAfter: '20s' } : fields },
    ]);
  });
  lab = await startLab(Object.fromEntries([...plans, ...others]));
  await lab.startWorker();
  const starting = formats.flatMap((format) =>
    Object.entries(LOOKS).map(async ([name, action]) => {
      return [`${format}-${name}`, await startWith(format, name, action)] as const;
    }),
  );
  started = new Map(await Promise.all(starting));
});
afterAll(() => lab.stop(), 30_000);

describe.each(formats)('in %s', (format) => {
  const vendor = () => lab.vendor[FORMATS[format]];
  const user = (name: string) => `of-${format}-${name}`;

  test.each(Object.keys(LOOKS))('looks that see nothing (%s) end no job', async (name) => {
    const story = started.get(`${format}-${name}`);
    if (story === undefined) throw new Error(`${name} was not started`);
    const end = await lab.closed(story.job);
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect((await story.looks()).hits).toBe(3);
    const truth = await lab.truth(story.job);
    expect(truth).toMatchObject({ ended: 'succeeded', startRequests: 1 });
    expect(Date.parse(end.outcome?.reading?.readAt ?? '')).toBeGreaterThanOrEqual(truth.endedAt ?? Infinity);
  });

  test.concurrent('a changed password puts a watched job out of sight, and it goes on when that is right', async () => {
    const endpoint = `${format}-password`;
    const job = await lab.start(endpoint, 'steady');
    await lab.running(job);
    await vendor().control({ do: 'setPassword', user: user('password'), password: 'Another-1' });
    if (format === 'ccs') await vendor().control({ do: 'expireTokens', which: 'all' });
    const unseen = await lab.seen(job, 'is out of sight', ({ view }) => view?.outOfSight !== undefined);
    expect(unseen).toMatchObject({ status: 'RUNNING', state: 'running' });
    expect(unseen.view?.outOfSight?.reason).toMatch(new RegExp(`^${endpoint}: .*(401|credentials|password)`));
    await vendor().control({ do: 'setPassword', user: user('password'), password: `Secret+of/${endpoint}=1` });
    expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect(await job.get()).not.toHaveProperty('outOfSightSince');
  });

  test.concurrent('a job that the vendor denies for a moment is not lost', async () => {
    const job = await lab.start(`${format}-hidden`, 'steady');
    const { vendorJobId = '' } = await lab.running(job);
    await vendor().control({ do: 'setJob', job: vendorJobId, patch: { hideMs: 3_000 } });
    expect(await lab.closed(job)).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  });

  test.concurrent('a job that the vendor denies again and again is lost', async () => {
    const job = await lab.start(`${format}-vanished`, 'endless');
    const { vendorJobId = '' } = await lab.running(job);
    await vendor().control({ do: 'setJob', job: vendorJobId, patch: { vanish: true } });
    const end = await lab.closed(job);
    expect(end).toMatchObject({ status: 'FAILED', failure: { type: 'JobLost' }, outcome: { state: 'running' } });
  });

  test.concurrent('a stop whose calls fail goes on until it is proven', async () => {
    const endpoint = `${format}-stopping`;
    const job = await lab.start(endpoint, 'endless');
    await lab.running(job);
    const { id, runId } = await lab.truth(job);
    const match = (kind: 'cancel' | 'look') =>
      format === 'ccs' ? { kind, path: (kind === 'look' ? id : runId) ?? '' } : { kind, user: user('stopping') };
    const cancels = await vendor().fault({
      match: match('cancel'),
      times: 1,
      action: { do: 'status', status: 500, when: 'before' },
    });
    await vendor().fault({ match: match('look'), times: 3, action: { do: 'replaceBody', with: 'html' } });
    expect(await job.stop()).toMatchObject({ verdict: 'canceled', proof: { state: 'canceled' } });
    expect(await lab.closed(job)).toMatchObject({ status: 'CANCELLED', outcome: { verdict: 'canceled' } });
    expect(await lab.truth(job)).toMatchObject({ ended: 'canceled', stoppedBy: { user: user('stopping') } });
    expect((await cancels()).seen).toBeGreaterThan(1);
  });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
