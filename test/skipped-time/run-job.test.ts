import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { VendorError } from '../../contract/vendor-error.ts';
import { textOf } from '../harness/end-to-end-histories.ts';
import { closed, startJob } from '../harness/lab.ts';
import { reading, type Scripts, STARTED, scriptedEndpoint } from '../harness/scripted-endpoint.ts';
import { findTimeSkipping, startTimeSkipping, type TimeSkipping } from '../harness/time-skipping.ts';

const found = await findTimeSkipping();
const timed = 'path' in found ? test : test.skip;
const DAY_MS = 86_400_000;
let lab: TimeSkipping;

beforeAll(async () => {
  if ('path' in found) lab = await startTimeSkipping(found.path);
}, 120_000);
afterAll(() => lab.environment.teardown());

/** One job from its request to its close, with the scripted vendor. */
async function run(scripts: Scripts, request: Parameters<typeof startJob>[2] = {}) {
  const endpoint = scriptedEndpoint(scripts);
  const end = await lab.withWorkers([endpoint], async () => closed(await startJob(lab, endpoint, request)));
  return { ...end, calls: endpoint.calls };
}

describe('a job that nobody stops', () => {
  timed('succeeds within its event budget', async () => {
    const end = await run({ look: ['succeeded'] });
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded', vendorJobId: 'v-1' } });
    expect(end.outcome).not.toHaveProperty('verdict');
    expect(end.events).toBeLessThanOrEqual(25);
  });

  timed(
    'costs the same events for a month as for a minute',
    async () => {
      const minute = await run({ look: ['running', 'running', 'succeeded'] }, { expiresIn: '10 minutes' });
      const start = await lab.environment.currentTimeMs();
      const look = async () => {
        const now = await lab.environment.currentTimeMs();
        return reading(now > start + 29 * DAY_MS ? 'succeeded' : 'running');
      };
      const month = await run({ look: [look] }, { expiresIn: '30 days' });
      expect(month.calls.look).toBeGreaterThan(1_000);
      expect(month.status).toBe('COMPLETED');
      expect(month.events).toBe(minute.events);
      expect(month.events).toBeLessThanOrEqual(25 + 8);
    },
    120_000,
  );

  timed('fails as the vendor says', async () => {
    const failed = { ...reading('failed'), message: 'disk full' };
    expect(await run({ look: [failed] })).toMatchObject({
      status: 'FAILED',
      type: 'JobFailed',
      outcome: { message: 'disk full' },
    });
  });

  timed('canceled at the vendor by someone else', async () => {
    expect(await run({ look: ['running', 'canceled'] })).toMatchObject({
      status: 'FAILED',
      type: 'JobCanceled',
      outcome: { cause: 'vendor' },
      calls: { cancel: 0 },
    });
  });

  timed('is not failed by failed looks', async () => {
    const end = await run({
      look: ['Unavailable', 'Unauthorized', 'UnexpectedResponse', 'AnswerLost', 'running', 'succeeded'],
    });
    expect(end).toMatchObject({ status: 'COMPLETED', calls: { start: 1, look: 6 } });
  });

  timed('says that it is out of sight, and that it is seen again', async () => {
    const since = await lab.environment.currentTimeMs();
    const away = async () => {
      if ((await lab.environment.currentTimeMs()) > since + 20 * 60_000) return reading('running');
      throw new VendorError('Unavailable', 'scripted: away');
    };
    const end = await run({ look: ['running', ...Array.from({ length: 9 }, () => away), 'succeeded'] });
    expect(end).toMatchObject({ status: 'COMPLETED', outcome: { state: 'succeeded' } });
  });

  timed('is not out of sight any more where it is next seen as over', async () => {
    const since = await lab.environment.currentTimeMs();
    const away = async () => {
      if ((await lab.environment.currentTimeMs()) > since + 20 * 60_000) return reading('succeeded');
      throw new VendorError('Unavailable', 'scripted: away');
    };
    const endpoint = scriptedEndpoint({ look: ['running', away] });
    await lab.withWorkers([endpoint], async () => {
      const handle = await startJob(lab, endpoint);
      expect(await closed(handle)).toMatchObject({ status: 'COMPLETED' });
      const { events } = await handle.fetchHistory();
      const texts = (events ?? [])
        .map(({ upsertWorkflowSearchAttributesEventAttributes: upsert }) => upsert?.searchAttributes?.indexedFields)
        .filter((fields) => fields?.ReeveOutOfSightSince !== undefined)
        .map((fields) => textOf(fields?.ReeveOutOfSightSince?.data));
      expect(texts).toEqual([expect.stringMatching(/^"\d{4}-/), 'null']);
    });
  });

  timed('is lost only when the vendor keeps denying it for minutes', async () => {
    expect(await run({ look: ['NotFound', 'NotFound', 'running', 'succeeded'] })).toMatchObject({
      status: 'COMPLETED',
    });
    const end = await run({ look: ['running', 'NotFound'] });
    expect(end).toMatchObject({ status: 'FAILED', type: 'JobLost', outcome: { reading: { state: 'running' } } });
    expect(end.calls.look).toBeGreaterThanOrEqual(4);
  });
});

describe('a start', () => {
  timed('is tried again only after failures that were surely not accepted', async () => {
    const end = await run({ start: ['Unavailable', 'RateLimited', STARTED] });
    expect(end).toMatchObject({ status: 'COMPLETED', calls: { start: 3, find: 0 } });
  });

  timed.each(['InvalidRequest', 'Unauthorized', 'Forbidden', 'Conflict', 'Untrusted', 'NotFound'] as const)(
    'ends with %s',
    async (type) => {
      expect(await run({ start: [type] })).toMatchObject({ status: 'FAILED', type, calls: { start: 1, find: 0 } });
    },
  );

  timed('with a lost answer is found and not made again', async () => {
    const end = await run({ start: ['AnswerLost'], find: [[{ ...STARTED, by: 'stamp' }]] });
    expect(end).toMatchObject({ status: 'COMPLETED', calls: { start: 1, find: 1 } });
  });

  timed('with an unknown error counts as lost', async () => {
    const broken = () => {
      throw new TypeError('a bug');
    };
    const end = await run({ start: [broken], find: [[{ ...STARTED, by: 'stamp' }]] });
    expect(end).toMatchObject({ status: 'COMPLETED', calls: { start: 1, find: 1 } });
  });

  timed('that made nothing is made again, after the vendor has settled', async () => {
    const end = await run({ start: ['AnswerLost', STARTED], find: [[]] });
    expect(end).toMatchObject({ status: 'COMPLETED', calls: { start: 2 } });
    expect(end.calls.find).toBeGreaterThan(1);
  });

  timed('that was accepted late is found', async () => {
    const end = await run({ start: ['AnswerLost'], find: [[], [], [{ ...STARTED, by: 'stamp' }]] });
    expect(end).toMatchObject({ status: 'COMPLETED', calls: { start: 1, find: 3 } });
  });

  timed('with several matches ends as StartAmbiguous and names them', async () => {
    const twin = { handle: { id: 'v-2' }, vendorJobId: 'v-2', by: 'stamp' } as const;
    const end = await run({ start: ['AnswerLost'], find: [[{ ...STARTED, by: 'stamp' }, twin]] });
    expect(end).toMatchObject({ status: 'FAILED', type: 'StartAmbiguous', outcome: { candidates: ['v-1', 'v-2'] } });
  });

  timed('lost at a vendor that cannot be searched ends as StartAmbiguous', async () => {
    const end = await run({ start: ['AnswerLost'], capabilities: { find: { run: 'none' } } });
    expect(end).toMatchObject({ status: 'FAILED', type: 'StartAmbiguous', calls: { start: 1, find: 0 } });
  });

  timed('left half-way is resumed', async () => {
    const end = await run({ start: ['AnswerLost', STARTED], find: [[{ ...STARTED, by: 'stamp', unfinished: true }]] });
    expect(end).toMatchObject({ status: 'COMPLETED', calls: { start: 2, find: 1 } });
  });

  timed('is given up when startBy has passed', async () => {
    const end = await run({ start: ['Unavailable'] }, { startBy: '10 minutes' });
    expect(end).toMatchObject({
      status: 'FAILED',
      type: 'StartExpired',
      outcome: { state: null, verdict: 'neverStarted' },
    });
  });

  timed.each([
    ['an unknown operation', { operation: 'dance' }, 'operation'],
    ['parameters that the schema refuses', { params: { jobId: 'x' } }, 'params.jobId'],
    ['no expiresIn', { expiresIn: undefined as never }, 'expiresIn'],
    ['a field that is not known', { colour: 'red' } as never, 'colour'],
  ])('is refused for %s before anything is sent', async (_name, request, field) => {
    const endpoint = scriptedEndpoint({});
    await lab.withWorkers([endpoint], async () => {
      const handle = await startJob(lab, endpoint, request);
      await expect(handle.result()).rejects.toMatchObject({
        cause: { type: 'InvalidRequest', nonRetryable: true, message: expect.stringContaining(`${field}: found`) },
      });
    });
    expect(endpoint.calls.start).toBe(0);
  });
});

describe('an expiry', () => {
  timed(
    'after 30 days cancels at the vendor and proves it',
    async () => {
      let canceled = false;
      const look = () => reading(canceled ? 'canceled' : 'running');
      const cancel = () => {
        canceled = true;
        return 'accepted' as const;
      };
      const end = await run({ look: [look], cancel: [cancel] }, { expiresIn: '30 days' });
      expect(end).toMatchObject({
        status: 'FAILED',
        type: 'JobExpired',
        outcome: { cause: 'expiry', verdict: 'canceled', proof: { state: 'canceled' } },
        calls: { cancel: 1 },
      });
      expect(end.events).toBeLessThanOrEqual(25 + 8 + 15);
    },
    120_000,
  );

  timed('before anything was accepted', async () => {
    const end = await run({ start: ['Unavailable'] }, { expiresIn: '20 minutes' });
    expect(end).toMatchObject({
      status: 'FAILED',
      type: 'JobExpired',
      outcome: { state: null, verdict: 'neverStarted' },
    });
  });

  timed('whose stop is never confirmed is given up at last', async () => {
    const end = await run({ look: ['running'], cancel: ['accepted'] }, { stop: { giveUpAfter: '2 hours' } });
    expect(end).toMatchObject({ status: 'FAILED', type: 'StopUnconfirmed', outcome: { verdict: 'unconfirmed' } });
    expect(end.calls.cancel).toBeGreaterThan(1);
  });

  timed('with onStop leave touches nothing', async () => {
    const end = await run({ look: ['running'] }, { onStop: 'leave' });
    expect(end).toMatchObject({
      status: 'FAILED',
      type: 'JobExpired',
      outcome: { verdict: 'left' },
      calls: { cancel: 0 },
    });
  });
});

// The test server has no list of jobs, which an adoption asks: the rest is in test/end-to-end/adopting.test.ts.
describe('an adoption', () => {
  const adopt = { adopt: { id: 'v-1' } };

  timed('of a job that the vendor does not know is refused', async () => {
    expect(await run({ adopt: ['NotFound'] }, adopt)).toMatchObject({ status: 'FAILED', type: 'NotFound' });
  });
});

timed('a start that the vendor never lets us finish is given up, and fills no history', async () => {
  const half = { ...STARTED, by: 'stamp', unfinished: true } as const;
  const end = await run({ start: ['AnswerLost'], find: [[half]] }, { expiresIn: '30 days' });
  expect(end).toMatchObject({ status: 'FAILED', type: 'StartAmbiguous' });
  expect(end.calls.start).toBeLessThan(30);
});

timed('a state that keeps changing is looked at no faster than the least interval', async () => {
  const flap = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? ('running' as const) : ('queued' as const)));
  const before = await lab.environment.currentTimeMs();
  const end = await run({ look: [...flap, 'succeeded'] });
  expect(end.status).toBe('COMPLETED');
  expect((await lab.environment.currentTimeMs()) - before).toBeGreaterThan(20_000);
});

timed('what a vendor says is cut to what Temporal can hold', async () => {
  const id = 'v'.repeat(5_000);
  const words = 'w'.repeat(50_000);
  const end = await run({
    start: [{ handle: { id }, vendorJobId: id }],
    look: [{ ...reading('succeeded'), words, message: words }],
  });
  expect(end.status).toBe('COMPLETED');
  expect(end.outcome?.vendorJobId?.length).toBe(200);
  expect(end.outcome?.reading?.words.length).toBe(200);
});
