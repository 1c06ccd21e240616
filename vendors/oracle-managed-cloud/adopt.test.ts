import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { handle, ID, OTHER_HALF, record, SCHEDULED, UNSCHEDULED, unfinished } from './samples.ts';
import { type Stub, signal, startStub } from './stub.ts';

let stub: Stub;

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

describe('adopting', () => {
  const adopt = (ids: Record<string, string | number>) => stub.vendor.adopt(ids, { signal });

  test('takes an execution with its other half', async () => {
    const half = { id: OTHER_HALF, status: 'Open', subStatus: SCHEDULED };
    stub.api = ({ path }) => {
      if (path.endsWith('/status')) return { body: { response: [] } };
      return { body: path.endsWith(OTHER_HALF) ? record(half) : record({ downStreamExecutions: [half] }) };
    };
    expect(await adopt({ instanceId: 'DCMATI', executionId: ID })).toMatchObject({
      handle: { ...handle, downStream: [OTHER_HALF] },
      vendorJobId: ID,
      reading: { state: 'queued' },
    });
  });

  test('takes one that waits for its schedule', async () => {
    stub.api = ({ path }) =>
      path.endsWith('/status') ? { body: { response: [] } } : { body: record({ subStatus: UNSCHEDULED }) };
    const adopted = await adopt({ instanceId: 'DCMATI', executionId: ID });
    expect(adopted).toMatchObject({ handle: unfinished, reading: { state: 'queued' } });
  });

  test('refuses what the vendor does not know', async () => {
    stub.api = () => ({ status: 404 });
    await expect(adopt({ instanceId: 'DCMATI', executionId: 'x' })).rejects.toMatchObject({ type: 'NotFound' });
  });

  test.each([
    { executionId: ID },
    { instanceId: 'DCMATI', executionId: '../x' },
    { instanceId: 'a/b', executionId: 1 },
  ])('refuses %j', async (ids) => {
    const refused = { type: 'InvalidRequest', message: /instanceId and executionId/ };
    await expect(adopt(ids as never)).rejects.toMatchObject(refused);
    expect(stub.calls).toEqual([]);
  });
});
