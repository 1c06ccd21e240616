import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { handle, ID, OTHER_HALF, record, SCHEDULED, toggle, UNSCHEDULED, unfinished } from './samples.ts';
import { SECRET, type Stub, type StubAnswer, type StubCall, signal, startStub } from './stub.ts';

let stub: Stub;
const look = (handles: (typeof handle)[]) => stub.vendor.look(handles, { signal });

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

interface World {
  statuses?: Record<string, string>;
  records?: Record<string, Record<string, unknown>>;
  steps?: Record<string, object[]>;
}

/** A vendor with these workflows and records; it knows nothing else. */
function give({ statuses = {}, records = {}, steps = {} }: World): void {
  stub.api = ({ path, query }: StubCall): StubAnswer => {
    if (path === '/selfservice/v1/executions/status') {
      const ids = query.getAll('id').filter((id) => id in statuses);
      // In another order than asked.
      return { body: { response: ids.map((id) => ({ executionId: id, status: statuses[id] })).reverse() } };
    }
    if (path.endsWith('/status/details'))
      return { body: { subSteps: steps[`${path.split('/')[4]} ${query.get('stepId')}`] ?? [] } };
    const found = records[path.split('/').at(-1) ?? ''];
    return found === undefined ? { status: 404, body: { message: 'no such execution' } } : { body: found };
  };
}

describe('a look', () => {
  test('asks once for all workflows, and for the records of those that have not begun', async () => {
    give({
      statuses: { '3-A': 'success', '3-B': 'failed', '3-C': 'pending' },
      records: { '3-C': record({ id: '3-C' }), [ID]: record({ subStatus: UNSCHEDULED }) },
    });
    const handles = [ID, '3-A', '3-NONE', '3-C', '3-B', '3-A'].map((executionId) => ({ ...handle, executionId }));
    expect(await look(handles)).toMatchObject([
      { state: 'canceled', words: `Open / ${UNSCHEDULED}` },
      { state: 'succeeded', words: 'success' },
      { name: 'VendorError', type: 'NotFound' },
      { state: 'queued', words: `Open / ${SCHEDULED}`, message: 'scheduled for 2020-08-26T8:53:51-07:00' },
      { state: 'failed', words: 'failed' },
      { state: 'succeeded' },
    ]);
    const [first] = stub.calls;
    expect(first?.query.getAll('id')).toEqual([ID, '3-A', '3-NONE', '3-C', '3-B']);
    expect(first?.query.get('requestor')).toBe('CONFIG');
    expect(stub.asked().slice(1).sort()).toEqual(
      [
        'GET /selfservice/v1/executions/3-B/status/details',
        `GET DCMATI/executions/${ID}`,
        'GET DCMATI/executions/3-C',
        'GET DCMATI/executions/3-NONE',
      ].sort(),
    );
  });

  test('of many asks for no more workflows at once than a page has', async () => {
    give({ statuses: Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`3-${at}`, 'success'])) });
    const looked = await look(Array.from({ length: 60 }, (_, at) => ({ ...handle, executionId: `3-${at}` })));
    expect(looked).toMatchObject(Array(60).fill({ state: 'succeeded' }));
    expect(stub.calls.map(({ query }) => query.getAll('id').length)).toEqual([25, 25, 10]);
  });

  test.each([400, 404])('whose one unknown id spoils the call (%i) asks for each', async (status) => {
    give({ statuses: { '3-A': 'success' }, records: { [ID]: record() } });
    const { api } = stub;
    stub.api = (call) => (call.query.getAll('id').includes(ID) ? { status } : api(call));
    expect(await look([{ ...handle, executionId: '3-A' }, handle])).toMatchObject([
      { state: 'succeeded' },
      { state: 'queued' },
    ]);
  });

  test('of an execution without a schedule yet reads it as queued', async () => {
    give({ records: { [ID]: record({ subStatus: UNSCHEDULED, scheduledStart: undefined }) } });
    const [reading] = await look([unfinished]);
    expect(reading).toEqual({ state: 'queued', words: `Open / ${UNSCHEDULED}`, readAt: expect.any(String) });
  });

  test('sees that somebody has scheduled it, with its other half', async () => {
    const half = { id: OTHER_HALF, subStatus: SCHEDULED };
    give({ records: { [ID]: record({ downStreamExecutions: [half] }) } });
    expect(await look([unfinished])).toMatchObject([{ state: 'queued', handle: toggle }]);
  });

  test.each<[string, StubAnswer | 'hang up', string]>([
    ['401', { status: 401 }, 'Unauthorized'],
    ['403', { status: 403 }, 'Forbidden'],
    ['429', { status: 429 }, 'RateLimited'],
    ['500', { status: 500, body: SECRET }, 'Unavailable'],
    ['a redirect', { status: 302 }, 'UnexpectedResponse'],
    ['a 404 page', { status: 404, body: '<html>' }, 'UnexpectedResponse'],
    ['a web page', { body: '<html>' }, 'UnexpectedResponse'],
    ['half an answer', { body: '{"id":"3-7' }, 'UnexpectedResponse'],
    ['something else', { body: { items: [] } }, 'UnexpectedResponse'],
    ["another's record", { body: record({ id: '3-X' }) }, 'UnexpectedResponse'],
    ['over 4 MiB', { body: record({ summary: 'x'.repeat(4_400_000) }) }, 'UnexpectedResponse'],
    ['nothing', 'hang up', 'Unavailable'],
  ])('answered with %s is an error at its place', async (_name, answer, type) => {
    give({ statuses: { '3-A': 'success' } });
    const { api } = stub;
    stub.api = (call) => (call.path.startsWith('DCMATI') ? answer : api(call));
    const looked = await look([handle, { ...handle, executionId: '3-A' }]);
    expect(looked).toMatchObject([{ type }, { state: 'succeeded' }]);
    expect(String(looked[0])).not.toContain(SECRET);
  });

  test.each<[string, StubAnswer, string]>([
    ['a page', { body: '<html>' }, 'UnexpectedResponse'],
    ['a list of something else', { body: [] }, 'UnexpectedResponse'],
    ['503', { status: 503 }, 'Unavailable'],
    ['403', { status: 403 }, 'Forbidden'],
  ])('fails where the workflows are answered with %s', async (_name, answer, type) => {
    stub.api = () => answer;
    await expect(look([handle])).rejects.toMatchObject({ type });
  });
});

describe('a toggle', () => {
  test.each([
    ['success', undefined, 'running'],
    ['success', 'success', 'succeeded'],
    ['success', 'failed', 'failed'],
    ['in progress', undefined, 'running'],
  ])('whose halves are %j and %j is %s', async (own, other, state) => {
    give({
      statuses: { [ID]: own, ...(other === undefined ? {} : { [OTHER_HALF]: other }) },
      records: { [OTHER_HALF]: record({ id: OTHER_HALF }) },
    });
    const [reading] = await look([toggle]);
    expect(reading).toMatchObject({ state, words: expect.stringContaining(`${own}; ${OTHER_HALF}: `) });
  });

  test('whose halves have both lost their schedules is canceled', async () => {
    const gone = { subStatus: UNSCHEDULED };
    give({ records: { [ID]: record(gone), [OTHER_HALF]: record({ ...gone, id: OTHER_HALF }) } });
    expect(await look([toggle])).toMatchObject([{ state: 'canceled' }]);
  });

  test('whose other half is not known is not lost', async () => {
    give({ statuses: { [ID]: 'in progress' } });
    expect(await look([toggle])).toMatchObject([{ type: 'UnexpectedResponse' }]);
  });
});

describe('steps', () => {
  const first = { stepId: 1, name: 'Check', status: 'success', hasSubStep: false };

  test('tell where a running job is', async () => {
    const second = { stepId: 2, name: 'Apply', status: 'in progress', hasSubStep: true, remark: 'node\n 1' };
    give({ statuses: { [ID]: 'in progress' }, steps: { [`${ID} 0`]: [first, second] } });
    expect(await look([handle])).toMatchObject([{ message: 'step 2 of 2: Apply (in progress): node 1' }]);
  });

  test('tell what failed, down to the step that did', async () => {
    give({
      statuses: { [ID]: 'failed' },
      steps: {
        [`${ID} 0`]: [first, { stepId: '2', name: 'Apply', status: 'failed', hasSubStep: true }],
        [`${ID} 2`]: [{ stepId: '2.1', name: 'Bounce', status: 'failed', remark: 'ORA-01017' }],
      },
    });
    expect(await look([handle])).toMatchObject([{ message: 'Apply (failed) > Bounce (failed): ORA-01017' }]);
  });

  test.each(['failed', 'in progress'])('that cannot be read hide no state (%s)', async (status) => {
    give({ statuses: { [ID]: status } });
    const { api } = stub;
    stub.api = (call) => (call.path.endsWith('details') ? { status: 500 } : api(call));
    const [reading] = await look([handle]);
    expect(reading).toMatchObject({ words: status });
    const said = status === 'failed' ? expect.stringMatching(/steps could not be read/) : undefined;
    expect((reading as { message?: string }).message).toEqual(said);
  });
});

describe('an id that was given to another execution', () => {
  // The record was made at 11:59:45 of that day.
  const kept = { ...handle, madeUntil: Date.parse('2020-08-26T11:59:50Z') };
  const later = { [ID]: record({ createdOn: '2020-08-26T5:00:01-07:00' }) };
  const another = {
    type: 'NotFound',
    message: expect.stringContaining(`execution ${ID} is another one now: it was made at 2020-08-26T5:00:01-07:00`),
  };

  test('is not known any more while that waits', async () => {
    give({ records: { [ID]: record() } });
    expect(await look([kept])).toMatchObject([{ state: 'queued' }]);
    give({ records: later });
    expect(await look([kept])).toMatchObject([another]);
  });

  test('has no end that is told as ours, and our own end costs one more call', async () => {
    give({ statuses: { [ID]: 'success' }, records: later });
    expect(await look([kept])).toMatchObject([another]);
    stub.calls.length = 0;
    give({ statuses: { [ID]: 'success' }, records: { [ID]: record({ summary: 'edited by somebody' }) } });
    expect(await look([kept])).toMatchObject([{ state: 'succeeded', words: 'success' }]);
    expect(stub.asked()).toEqual(['GET /selfservice/v1/executions/status', `GET DCMATI/executions/${ID}`]);
  });
});
