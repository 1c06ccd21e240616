import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stub, type StubAnswer, startStub, task, wanted } from './stub.ts';

let stub: Stub;
const UUID = '8BFBADCC33CB11E499F740F2E9903640';
const STAMP = 'rv-abcdefghijklmnop';
const params = { uuid: UUID, powerState: 'powerOff' };
/** The vendor's clock is an hour behind ours. */
const VENDOR_MS = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
const ago = (seconds: number) => new Date(VENDOR_MS - seconds * 1_000).toISOString().replace('.000Z', 'Z');
const idsOf = async (operation = 'power', wish: object = params) =>
  (await stub.vendor.find(wish, wanted(operation))).map(({ vendorJobId }) => vendorJobId);

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

function listing(...body: unknown[]): void {
  stub.api = () => ({ headers: { date: new Date(VENDOR_MS).toUTCString() }, body });
}

describe('by stamp', () => {
  test('a track is the task that carries it', async () => {
    listing(
      task('1', 'Running'),
      task('2', 'Running', { customUid: STAMP }),
      task('3', 'Running', { customUid: 'rv-x' }),
    );
    expect(await stub.vendor.find({ children: [] }, wanted('track'))).toEqual([
      { handle: { jobId: '2' }, vendorJobId: '2', reading: expect.objectContaining({ state: 'running' }), by: 'stamp' },
    ]);
    expect(stub.lines()).toEqual(['GET /tasks?compact=true']);
  });

  test.each([
    ['Running', 10, true],
    ['Running', 40, undefined],
    ['Complete', 10, undefined],
  ])('%s at %i %% of 40 is unfinished: %s', async (state, percentage, unfinished) => {
    listing(task('2', state, { customUid: STAMP, percentage }));
    const [found] = await stub.vendor.find({ children: [], percentage: 40 }, wanted('track'));
    expect(found?.unfinished).toBe(unfinished);
  });
});

describe('by content', () => {
  test('what began since the wish, by the vendor’s clock', async () => {
    listing(
      task('1', 'Running', { startTime: ago(70) }),
      task('2', 'Running', { startTime: ago(61) }),
      task('3', 'Complete', { startTime: ago(5) }),
      task('4', 'Pending'),
      task('5', 'Complete', { endTime: ago(100) }),
    );
    const found = await stub.vendor.find(params, wanted('power'));
    expect(found.map(({ vendorJobId }) => vendorJobId)).toEqual(['2', '3', '4']);
    expect(found.every(({ by }) => by === 'content')).toBe(true);
  });

  test('a date without a zone rules nothing out', async () => {
    listing(task('1', 'Running', { startTime: '2001-01-01T00:00:00' }));
    expect(await idsOf()).toEqual(['1']);
  });

  test("neither other users' jobs nor those with a custom uid", async () => {
    listing(
      task('1', 'Running', { createdBy: 'ADMIN' }),
      task('2', 'Running', { createdBy: 'reeve' }),
      task('3', 'Running', { createdBy: undefined }),
      task('4', 'Running', { customUid: 'rv-other' }),
    );
    expect(await idsOf()).toEqual(['2', '3']);
  });

  test('where a row names our device, rows that name another are not ours', async () => {
    const uuid = '8bfbadcc-33cb-11e4-99f7-40f2e9903640';
    const rows = [task('1', 'Running', { uuid }), task('2', 'Running', { uuid: 'F'.repeat(32) }), task('3', 'Running')];
    listing(...rows);
    expect(await idsOf()).toEqual(['1', '3']);
    listing(...rows.slice(1));
    expect(await idsOf()).toEqual(['2', '3']);
  });

  test('what is found can be canceled as if its start had been answered', async () => {
    listing(task('7', 'Running'));
    const wish = { servers: [{ uuid: UUID, components: [{ component: 'x' }] }], switches: [], storages: [], cmms: [] };
    const [found] = await stub.vendor.find(wish, wanted('update-firmware'));
    expect(found?.handle).toMatchObject({ cancelURL: '/updatableComponents?action=cancelApply&jobID=7' });
  });

  test('the older list is searched where there are no tasks', async () => {
    const date = new Date(VENDOR_MS).toUTCString();
    stub.api = ({ url }) =>
      url === '/jobs' ? { headers: { date }, body: [{ id: '302', status: { state: 'Running' } }] } : { status: 404 };
    expect(await idsOf()).toEqual(['302']);
  });
});

test.each<[string, StubAnswer]>([
  ['no list at all', { status: 404 }],
  ['a row that cannot be read', { body: [{ jobUID: '1' }] }],
  ['a row without an id', { body: [{ status: 'Running' }] }],
  ['a page', { body: '<html></html>' }],
  ['an unreadable date', { headers: { date: 'today' }, body: [] }],
])('%s fails the find, which guesses nothing', async (_why, answer) => {
  stub.api = () => answer;
  await expect(idsOf()).rejects.toMatchObject({ type: 'UnexpectedResponse' });
});
