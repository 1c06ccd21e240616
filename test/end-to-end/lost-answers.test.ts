import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { FaultRule } from '../../simulators/index.ts';
import { expectBudget, type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(60_000);

interface Case {
  action: FaultRule['action'];
  times?: FaultRule['times'];
  startBy?: string;
}
const NOT_NOW = { headers: { 'retry-after': '1' }, when: 'before' } as const;

/** Starts whose answer is lost after the vendor has carried them out. */
const LOST: Record<string, Case> = {
  reset: { action: { do: 'reset', when: 'after' } },
  'status-500': { action: { do: 'status', status: 500, when: 'after' } },
  'status-504': { action: { do: 'status', status: 504, when: 'after' } },
  html: { action: { do: 'replaceBody', with: 'html' } },
  empty: { action: { do: 'replaceBody', with: 'empty' } },
  'cut-off': { action: { do: 'cutBody' } },
  'cut-off-clean': { action: { do: 'cutBody', cleanEnd: true } },
  huge: { action: { do: 'replaceBody', with: 'huge', size: 2_000_000 } },
  'no-answer': { action: { do: 'hang', when: 'after' } },
};
/** Starts that the vendor has surely not carried out. */
const PUT_OFF: Record<string, Case> = {
  'status-503': { action: { do: 'status', status: 503, ...NOT_NOW }, times: 2 },
  'status-429': { action: { do: 'status', status: 429, ...NOT_NOW }, times: 2 },
};
const OTHERS: Record<string, Case> = {
  twice: { action: [{ do: 'twice' }, { do: 'reset', when: 'after' }] },
  'too-late': { action: { do: 'status', status: 503, ...NOT_NOW }, times: 'always', startBy: '6s' },
};
const CASES = Object.entries({ ...LOST, ...PUT_OFF, ...OTHERS });

const FORMATS = { xml: 'cisco-prime', json: 'cisco-prime', ccs: 'symantec-ccs' } as const;
type Format = keyof typeof FORMATS;
const formats = Object.keys(FORMATS) as Format[];

let lab: Lab;
let started: Map<string, Awaited<ReturnType<typeof startWith>>>;

/** Starts a job whose first start calls meet the fault of its case. */
async function startWith(format: Format, name: string, { action, times = 1, startBy }: Case) {
  const endpoint = `${format}-${name}`;
  const vendor = lab.vendor[FORMATS[format]];
  const order = lab.order(endpoint, 'steady');
  const of = format === 'ccs' ? { path: String(order.params.jobId) } : { user: `of-${endpoint}` };
  const starts = await vendor.fault({ match: { kind: 'start', ...of }, times, action });
  const job = await lab.start(endpoint, order, { startTimeout: '6s', ...(startBy !== undefined && { startBy }) });
  return { job, starts, made: () => vendor.jobsOf(`of-${endpoint}`) };
}

// All at once, for each takes its time. A lost start of Prime is searched among its user's jobs: each case has its own.
beforeAll(async () => {
  const plans = formats.flatMap((format) =>
    CASES.map(([name]) => {
      const fields = format === 'ccs' ? {} : { fields: { format } };
      return [`${format}-${name}`, { vendor: FORMATS[format], ...fields }] as const;
    }),
  );
  lab = await startLab(Object.fromEntries(plans));
  await lab.startWorker();
  const starting = formats.flatMap((format) =>
    CASES.map(async ([name, how]) => [`${format}-${name}`, await startWith(format, name, how)] as const),
  );
  started = new Map(await Promise.all(starting));
});
afterAll(() => lab.stop(), 30_000);

describe.each(formats)('a start in %s', (format) => {
  async function ended(name: string) {
    const story = started.get(`${format}-${name}`);
    if (story === undefined) throw new Error(`${name} was not started`);
    return { ...story, end: await lab.closed(story.job) };
  }

  test.each(Object.keys(LOST))('whose answer is lost (%s) is found, not made again', async (name) => {
    const { job, starts, made, end } = await ended(name);
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect(await starts()).toEqual({ seen: 1, hits: 1 });
    expect(await made()).toMatchObject([{ ended: 'succeeded', startRequests: 1 }]);
    expect(await made()).toEqual([await lab.truth(job)]);
    expect(end.events.filter((event) => event === 'activityTaskScheduled startJob')).toHaveLength(1);
    expect(end.events).toContain('activityTaskScheduled findJob');
    expectBudget(end, { changes: 2, claims: 1 });
  });

  test.each(Object.keys(PUT_OFF))('that is put off (%s) is made again', async (name) => {
    const { starts, made, end } = await ended(name);
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
    expect(await starts()).toEqual({ seen: 3, hits: 2 });
    expect(await made()).toMatchObject([{ ended: 'succeeded', startRequests: 1 }]);
    expect(end.events).not.toContain('activityTaskScheduled findJob');
    expectBudget(end, { changes: 1 });
  });

  test('that the vendor has carried out twice is not guessed at', async () => {
    const { made, end } = await ended('twice');
    const candidates = (await made()).map(({ name, runId }) => (format === 'ccs' ? runId : name));
    expect(candidates).toHaveLength(2);
    expect(end).toMatchObject({ status: 'FAILED', failure: { type: 'StartAmbiguous' } });
    expect(end.outcome?.candidates?.toSorted()).toEqual(candidates.toSorted());
  });

  test('that is put off until it is too late makes nothing', async () => {
    const { made, starts, end } = await ended('too-late');
    expect(end).toMatchObject({ status: 'FAILED', failure: { type: 'StartExpired' } });
    expect(end.outcome).toMatchObject({ state: null, verdict: 'neverStarted' });
    expect((await starts()).seen).toBeGreaterThan(1);
    expect(await made()).toEqual([]);
  });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
