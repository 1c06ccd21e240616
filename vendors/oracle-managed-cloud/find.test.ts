import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { handle, ID, OTHER_HALF, record, SCHEDULED, UNSCHEDULED, unfinished } from './samples.ts';
import { context, STAMP, type Stub, type StubAnswer, type StubCall, startStub, wanted } from './stub.ts';

let stub: Stub;
const find = () => stub.vendor.find(wanted(), context);

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

type Row = Record<string, unknown>;
/** A list as on the vendor's page, which shows no summaries. */
const bare = ({ id, createdOn, target, status, subStatus }: Row) => ({ id, createdOn, target, status, subStatus });

/** A vendor with these records, whose list shows them so, in pages of at most `most`. */
function give(
  records: Row[],
  show: (row: Row) => object = bare,
  { most = 25, total = true, route = 'executions' } = {},
) {
  stub.api = ({ path, query }: StubCall): StubAnswer => {
    if (path === route) {
      const from = Number(query.get('offset'));
      const rows = records.slice(from, from + Math.min(most, Number(query.get('limit')))).map(show);
      return { body: rows, headers: total ? { 'x-total-rows-count': String(records.length) } : {} };
    }
    if (path.endsWith('/status')) return { body: { response: [] } };
    const found = records.find(({ id }) => path === `DCMATI/executions/${id}`);
    return found === undefined ? { status: 404 } : { body: found };
  };
}

const other = (n: number, fields: Row = {}) => record({ id: `3-${n}`, summary: 'by hand', ...fields });
const reads = () => stub.asked().filter((asked) => asked.startsWith('GET DCMATI/executions/'));

describe('a find', () => {
  test('takes the execution with our mark, scheduled', async () => {
    give([other(1), record(), other(2, { summary: 'Apply Config Changes [rv-zzzzzzzzzzzzzzzz]' })]);
    expect(await find()).toEqual([
      {
        handle: { ...handle, madeUntil: Date.parse('2020-08-26T11:59:45Z') },
        vendorJobId: ID,
        by: 'stamp',
        reading: expect.objectContaining({ state: 'queued' }),
      },
    ]);
    expect(stub.calls[0]?.query.get('target')).toBe('DCMATI');
  });

  test('says that one without a schedule is unfinished', async () => {
    give([record({ subStatus: UNSCHEDULED, downStreamExecutions: [{ id: OTHER_HALF, subStatus: UNSCHEDULED }] })]);
    expect(await find()).toMatchObject([{ handle: unfinished, vendorJobId: ID, unfinished: true }]);
  });

  test('finds nothing where there is nothing', async () => {
    give([other(1)]);
    expect(await find()).toEqual([]);
    give([]);
    expect(await find()).toEqual([]);
  });

  test('reads no record that is older than the wish', async () => {
    // The wish is 30 s old by Temporal's clock, and it is 12:00:00 at the vendor.
    give([
      other(1, { createdOn: '2020-08-26T4:59:27-07:00' }),
      record({ createdOn: '2020-08-26T4:59:28-07:00' }),
      other(3, { createdOn: 'yesterday' }),
    ]);
    expect(await find()).toHaveLength(1);
    expect(reads()).not.toContain('GET DCMATI/executions/3-1');
    expect(reads()).toContain('GET DCMATI/executions/3-3');
  });

  test('reads only what may be ours where the list shows summaries, cut short or not', async () => {
    give([other(1), record(), other(2, { summary: 'Apply Config Cha...' })], (row) => row);
    expect(await find()).toHaveLength(1);
    expect(reads()).not.toContain('GET DCMATI/executions/3-1');
    expect(reads()).toContain('GET DCMATI/executions/3-2');
  });

  test('takes the halves of a toggle as one', async () => {
    const half = { id: OTHER_HALF, status: 'Open', subStatus: SCHEDULED };
    give([record(half), record({ downStreamExecutions: [half] })]);
    expect(await find()).toMatchObject([{ handle: { executionId: ID, downStream: [OTHER_HALF] } }]);
    give([record({ ...half, referenceExecutionId: ID }), record()]);
    expect(await find()).toMatchObject([{ vendorJobId: ID }]);
  });

  test('keeps what it cannot tell apart', async () => {
    give([record(), record({ id: '3-TWICE', summary: STAMP })]);
    expect(await find()).toHaveLength(2);
  });

  test.each([
    ['with their number', { total: true }],
    ['without', { total: false }],
  ])('reads every page, %s', async (_how, options) => {
    give([...Array.from({ length: 60 }, (_, at) => other(at)), record()], (row) => row, options);
    expect(await find()).toHaveLength(1);
    const offsets = stub.calls.filter(({ path }) => path === 'executions').map(({ query }) => query.get('offset'));
    expect(offsets.slice(0, 3)).toEqual(['0', '25', '50']);
  });

  test('takes a list that has no pages as it is', async () => {
    give([other(1), record()], bare, { total: false });
    const { api } = stub;
    stub.api = (call) => api({ ...call, query: new URLSearchParams('offset=0&limit=100') });
    expect(await find()).toHaveLength(1);
  });

  test('asks what conflicts there might be where there is no list', async () => {
    const asConflict = ({ id, status, subStatus }: Row) => ({ rfcNumber: id, rfcType: 'X', status, subStatus });
    give([other(1), record()], asConflict, { route: 'DCMATI/executions' });
    expect(await find()).toMatchObject([{ vendorJobId: ID }]);
    const { api } = stub;
    stub.api = (call) => (call.path.endsWith('/3-1') ? { status: 404 } : api(call));
    expect(await find()).toMatchObject([{ vendorJobId: ID }]);
  });

  test.each<[string, StubAnswer]>([
    ['a row cannot be read', { body: [record(), { status: 'Open' }] }],
    ['the same page comes again', { body: [record()], headers: { 'x-total-rows-count': '9' } }],
    ['rows are missing', { body: [], headers: { 'x-total-rows-count': '9' } }],
    ['it is no list', { body: { items: [] } }],
    ['a page comes', { body: '<html>' }],
  ])('does not count as "none" where %s', async (_name, answer) => {
    stub.api = () => answer;
    await expect(find()).rejects.toMatchObject({ type: 'UnexpectedResponse' });
  });

  test('does not count as "none" where a record cannot be read', async () => {
    give([record()]);
    const { api } = stub;
    stub.api = (call) => (call.path.startsWith('DCMATI') ? { status: 500 } : api(call));
    await expect(find()).rejects.toMatchObject({ type: 'Unavailable' });
  });
});
