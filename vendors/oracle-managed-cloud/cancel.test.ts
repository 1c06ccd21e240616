import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CANCELED,
  CANCELED_TOGGLE,
  handle,
  ID,
  OTHER_HALF,
  record,
  toggle,
  UNSCHEDULED,
  unfinished,
} from './samples.ts';
import { jwt, type Stub, type StubAnswer, signal, startStub } from './stub.ts';

let stub: Stub;
const ask = (of: typeof handle) => ({ handle: of, secondsLeft: null, rung: 0 });
const cancel = (...handles: (typeof handle)[]) => stub.vendor.cancel(handles.map(ask), { signal });
const canceled = () => stub.asked().filter((asked) => asked.startsWith('PUT'));

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

type Answer = StubAnswer | 'hang up';
const gone = (id: string) => record({ id, subStatus: UNSCHEDULED });

/** Cancels are answered by id; a look sees these workflows, and these records in turn. */
function answer(
  cancels: Record<string, Answer>,
  statuses: Record<string, string> = {},
  look: Record<string, object> = {},
) {
  stub.api = ({ method, path, query }): Answer => {
    const id = path.split('/').at(-1) ?? '';
    if (method === 'PUT') return cancels[id] ?? { status: 404 };
    if (path.endsWith('/details')) return { body: {} };
    if (path.endsWith('/status')) {
      const ids = query.getAll('id').filter((each) => each in statuses);
      return { body: { response: ids.map((each) => ({ executionId: each, status: statuses[each] })) } };
    }
    return id in look ? { body: look[id] } : { status: 404 };
  };
}

describe('a cancel', () => {
  test("that is answered as on the vendor's page is accepted", async () => {
    answer({ [ID]: { body: CANCELED } });
    expect(await cancel(handle)).toEqual([{ reply: 'accepted' }]);
    expect(stub.calls).toMatchObject([{ method: 'PUT', path: `DCMATI/executions/${ID}`, body: '{"action":"cancel"}' }]);
  });

  test('that is answered without an id is too', async () => {
    answer({ [ID]: { body: { status: 'Open', subStatus: UNSCHEDULED, custStatus: 'Review Update' } } });
    expect(await cancel(handle)).toEqual([{ reply: 'accepted' }]);
  });

  test('of several is made for each, and answered for each', async () => {
    const others = ['3-OVER', '3-GONE', '3-BUSY', '3-LOST'].map((executionId) => ({ ...handle, executionId }));
    answer(
      { [ID]: { body: CANCELED }, '3-OVER': { status: 409 }, '3-BUSY': { status: 409 }, '3-LOST': 'hang up' },
      { '3-OVER': 'success', '3-BUSY': 'in progress' },
    );
    expect(await cancel(...others.slice(0, 2), handle, ...others.slice(2))).toMatchObject([
      { reply: 'alreadyOver' },
      { reply: 'unknownJob' },
      { reply: 'accepted' },
      { reply: 'refused', why: '409: no words (3-BUSY is in progress)' },
      { name: 'VendorError', type: 'Unavailable' },
    ]);
  });

  test.each([400, 404, 409, 412, 422, 500])('answered with %i is judged by a look', async (status) => {
    answer({ [ID]: { status } }, { [ID]: 'success' });
    expect(await cancel(handle)).toEqual([{ reply: 'alreadyOver' }]);
    answer({ [ID]: { status } }, {}, { [ID]: gone(ID) });
    expect(await cancel(handle)).toEqual([{ reply: 'alreadyOver' }]);
    answer({ [ID]: { status } });
    expect(await cancel(handle)).toEqual([{ reply: 'unknownJob' }]);
  });

  test.each([400, 409])("of a running execution that gets a %i is refused, with the vendor's words", async (status) => {
    answer({ [ID]: { status, body: { message: 'already in execution' } } }, { [ID]: 'running' });
    expect(await cancel(handle)).toEqual([
      { reply: 'refused', why: `${status}: already in execution (${ID} is running)` },
    ]);
  });

  test('that fails, or is not known, for a running execution says so', async () => {
    answer({ [ID]: { status: 500 } }, { [ID]: 'running' });
    expect(await cancel(handle)).toMatchObject([{ type: 'Unavailable' }]);
    answer({ [ID]: { status: 404 } }, { [ID]: 'running' });
    expect(await cancel(handle)).toEqual([{ reply: 'unknownJob' }]);
  });

  test.each<[string, Answer, string]>([
    ['400', { status: 400 }, 'InvalidRequest'],
    ['401', { status: 401 }, 'Unauthorized'],
    ['403', { status: 403 }, 'Forbidden'],
    ['429', { status: 429 }, 'RateLimited'],
    ['503', { status: 503 }, 'Unavailable'],
    ['a 404 page', { status: 404, body: '<html>' }, 'UnexpectedResponse'],
    ['a web page', { body: '<html>' }, 'UnexpectedResponse'],
    ['an empty object', { body: {} }, 'UnexpectedResponse'],
    ["another's record", { body: record({ id: '3-X' }) }, 'UnexpectedResponse'],
    ['nothing', 'hang up', 'Unavailable'],
  ])('answered with %s where no look can tell is a failed call', async (_name, put, type) => {
    stub.api = ({ method }) => (method === 'PUT' ? put : { status: 500 });
    expect(await cancel(handle)).toMatchObject([{ name: 'VendorError', type }]);
  });

  test('is not sent without the scope', async () => {
    stub.tokens = () => ({ body: { access_token: jwt({ scope: 'mcs:oci:api:User' }) } });
    expect(await cancel(handle)).toMatchObject([
      { type: 'Forbidden', message: /lacks the scope mcs:oci:api:Approver/ },
    ]);
    expect(stub.calls).toEqual([]);
  });
});

describe('a cancel of a toggle', () => {
  test("takes both halves in one call, as on the vendor's page", async () => {
    answer({ [ID]: { body: CANCELED_TOGGLE } });
    expect(await cancel(toggle)).toEqual([{ reply: 'accepted' }]);
    expect(canceled()).toEqual([`PUT DCMATI/executions/${ID}`]);
  });

  test('asks for the other half where it was not taken along', async () => {
    answer({ [ID]: { body: CANCELED }, [OTHER_HALF]: { body: gone(OTHER_HALF) } });
    expect(await cancel(toggle)).toEqual([{ reply: 'accepted' }]);
    expect(canceled()).toEqual([`PUT DCMATI/executions/${ID}`, `PUT DCMATI/executions/${OTHER_HALF}`]);
  });

  test('whose first half has run takes the other', async () => {
    answer(
      { [ID]: { status: 409 }, [OTHER_HALF]: { body: gone(OTHER_HALF) } },
      { [ID]: 'success' },
      { [OTHER_HALF]: record({ id: OTHER_HALF }) },
    );
    expect(await cancel(toggle)).toEqual([{ reply: 'accepted' }]);
    expect(canceled()).toHaveLength(2);
  });

  test('whose first half runs leaves the other, which undoes it', async () => {
    answer({ [ID]: { status: 409 } }, { [ID]: 'running' }, { [OTHER_HALF]: record({ id: OTHER_HALF }) });
    expect(await cancel(toggle)).toMatchObject([{ reply: 'refused' }]);
    expect(canceled()).toEqual([`PUT DCMATI/executions/${ID}`]);
  });

  test('whose other half runs already says that it was refused', async () => {
    answer(
      { [ID]: { body: CANCELED }, [OTHER_HALF]: { status: 409 } },
      { [OTHER_HALF]: 'running' },
      { [ID]: gone(ID) },
    );
    expect(await cancel(toggle)).toMatchObject([{ reply: 'refused', why: expect.stringContaining(OTHER_HALF) }]);
  });

  test('whose other half was taken along without a word is over', async () => {
    answer(
      { [ID]: { body: CANCELED }, [OTHER_HALF]: { status: 409 } },
      {},
      { [ID]: gone(ID), [OTHER_HALF]: gone(OTHER_HALF) },
    );
    expect(await cancel(toggle)).toEqual([{ reply: 'alreadyOver' }]);
  });
});

describe('a cancel before any schedule', () => {
  test.each<[string, Answer]>([
    ['taken', { body: CANCELED }],
    ['refused', { status: 409 }],
  ])('that is %s is the reason to read the same words as canceled', async (_how, put) => {
    answer({ [ID]: put }, {}, { [ID]: gone(ID) });
    expect(await stub.vendor.look([unfinished], { signal })).toMatchObject([{ state: 'queued' }]);
    expect(await cancel(unfinished)).toEqual([{ reply: 'accepted' }]);
    expect(await stub.vendor.look([unfinished], { signal })).toMatchObject([
      { state: 'canceled', words: `Open / ${UNSCHEDULED}` },
    ]);
  });

  test('that failed is not', async () => {
    answer({ [ID]: { status: 503 } }, {}, { [ID]: gone(ID) });
    await cancel(unfinished);
    expect(await stub.vendor.look([unfinished], { signal })).toMatchObject([{ state: 'queued' }]);
  });
});

describe('a cancel of an execution that was there at a known time', () => {
  const known = { ...handle, madeUntil: Date.parse('2020-08-26T12:00:00Z') };

  test('reads its record first', async () => {
    answer({ [ID]: { body: CANCELED } }, {}, { [ID]: record() });
    expect(await cancel(known)).toEqual([{ reply: 'accepted' }]);
    expect(stub.asked()).toEqual([`GET DCMATI/executions/${ID}`, `PUT DCMATI/executions/${ID}`]);
  });

  test.each([
    ['is another one by now', { [ID]: record({ createdOn: '2020-08-26T12:01:00Z' }) }],
    ['does not exist', {}],
  ])('and %s is not sent: it is unknown', async (_what, look) => {
    answer({ [ID]: { body: CANCELED } }, {}, look);
    expect(await cancel(known)).toEqual([{ reply: 'unknownJob' }]);
    expect(canceled()).toEqual([]);
  });

  test('and cannot be read is not sent: the call fails', async () => {
    stub.api = ({ method }) => (method === 'PUT' ? { body: CANCELED } : { status: 503 });
    expect(await cancel(known)).toMatchObject([{ name: 'VendorError', type: 'Unavailable' }]);
    expect(canceled()).toEqual([]);
  });
});
