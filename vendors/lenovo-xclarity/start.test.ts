import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkParams } from '../params.ts';
import { failure, PASSWORD, type Stub, type StubAnswer, startStub, wanted } from './stub.ts';

let stub: Stub;
const UUID = '8BFBADCC33CB11E499F740F2E9903640';
const DEVICES = [{ ServerList: [{ UUID, Components: [{ Fixid: 'fix', Component: 'IMM2 (Backup)' }] }] }];
const firmware = { servers: [{ uuid: UUID, components: [{ fixid: 'fix', component: 'IMM2 (Backup)' }] }] };
const power = { uuid: UUID, powerState: 'powerOff' };

function start(operation: string, params: unknown) {
  const checked = checkParams('lenovo-xclarity', operation, params);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return stub.vendor.start(checked.params, wanted(operation));
}

beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

describe('power', () => {
  test('takes the id from Location, as it was recorded', async () => {
    stub.api = () => ({ headers: { location: '/jobs/302' } });
    expect(await start('power', power)).toEqual({ handle: { jobId: '302' }, vendorJobId: '302' });
    expect(stub.lines()).toEqual([`PUT /nodes/${UUID} {"powerState":"powerOff"}`]);
    expect(stub.calls[0]?.headers['content-type']).toBe('application/json');
  });

  test.each([
    ['https://inside.example.com/discoverRequest/jobs/215', '215'],
    ['/tasks/7?compact=true', '7'],
  ])('of a Location %s only the id counts', async (location, id) => {
    stub.api = () => ({ headers: { location } });
    expect((await start('power', power)).vendorJobId).toBe(id);
  });

  test('keeps the callback that it was given', async () => {
    stub.api = () => ({ body: { jobURL: '/jobs/289' } });
    const cancel = { cancelURL: '/nodes/1?job={jobId}', cancelRESTMethod: 'POST', cancelRESTBody: { job: '{jobId}' } };
    expect((await start('power', { ...power, cancel })).handle).toEqual({
      jobId: '289',
      cancelURL: '/nodes/1?job=289',
      cancelRESTMethod: 'POST',
      cancelRESTBody: '{"job":"289"}',
    });
  });

  test('refuses a callback that leads elsewhere before anything is sent', async () => {
    const cancel = { cancelURL: 'https://elsewhere.example.com/{jobId}', cancelRESTMethod: 'GET' };
    await expect(start('power', { ...power, cancel })).rejects.toMatchObject({
      type: 'InvalidRequest',
      message: expect.stringContaining('leads neither to the endpoint nor to one of its cancelOrigins'),
    });
    expect([...stub.calls, ...stub.logIns]).toEqual([]);
  });
});

test("the endpoint's own way to cancel, and its allowed origins", async () => {
  await stub.close();
  const cancel = { cancelURL: 'https://ops.example.com/stop/{jobId}', cancelRESTMethod: 'GET' as const };
  stub = await startStub({ cancelOrigins: ['https://ops.example.com'], cancel });
  stub.api = () => ({ headers: { location: '/jobs/302' } });
  expect((await start('power', power)).handle).toMatchObject({ cancelURL: 'https://ops.example.com/stop/302' });
});

describe('update-firmware', () => {
  test("applies, and is canceled as in the page's sample", async () => {
    stub.api = () => ({ body: { JobID: 1, result: 'success' } });
    expect((await start('update-firmware', firmware)).handle).toEqual({
      jobId: '1',
      cancelURL: '/updatableComponents?action=cancelApply&jobID=1',
      cancelRESTMethod: 'PUT',
      cancelRESTBody: JSON.stringify({ DeviceList: DEVICES }),
    });
    expect(stub.lines()).toEqual([`PUT /updatableComponents?action=apply ${JSON.stringify({ DeviceList: DEVICES })}`]);
  });

  test('with every list and mode', async () => {
    stub.api = () => ({ body: { JobID: 1 } });
    const { servers } = firmware;
    const modes = { activationMode: 'delayed', forceUpdateMode: false, onErrorMode: 'stopOnError' };
    await start('update-firmware', { servers, switches: servers, storages: servers, cmms: servers, ...modes });
    expect(stub.calls[0]?.url).toBe(
      '/updatableComponents?action=apply&activationMode=delayed&forceUpdateMode=false&onErrorMode=stopOnError',
    );
    const lists = JSON.parse(stub.calls[0]?.body ?? '').DeviceList.flatMap(Object.keys);
    expect(lists).toEqual(['ServerList', 'SwitchList', 'StorageList', 'CMMList']);
  });

  test('of very many devices has no callback to carry', async () => {
    stub.api = () => ({ body: { JobID: 1 } });
    const [server] = firmware.servers;
    expect((await start('update-firmware', { servers: Array(200).fill(server) })).handle).toEqual({ jobId: '1' });
  });

  test.each([
    [
      'beside each device',
      {
        DeviceList: [
          {
            ServerList: [
              { UUID, JobID: '4', TaskID: '5' },
              { JobID: '4', TaskID: 6 },
            ],
          },
        ],
      },
    ],
    ['as a text', { jobUID: '4' }],
    ['as the task alone', { taskid: 4 }],
  ])('finds the id %s', async (_where, body) => {
    stub.api = () => ({ body });
    expect((await start('update-firmware', firmware)).vendorJobId).toBe('4');
  });
});

test.each<[string, string, StubAnswer | 'hang up']>([
  ['a cut connection', 'AnswerLost', 'hang up'],
  ['no id', 'AnswerLost', { body: {} }],
  ['nothing', 'AnswerLost', { status: 204 }],
  ['several ids', 'AnswerLost', { body: [{ JobID: 1 }, { JobID: 2 }] }],
  ['job 0', 'AnswerLost', { body: { JobID: 0 } }],
  ['a web page', 'AnswerLost', { body: '<html></html>' }],
  ['several ids beside one task', 'AnswerLost', { body: [{ JobID: 1, TaskID: 5 }, { JobID: 2 }] }],
  ['a failure with an id in a 200', 'AnswerLost', { body: { ...failure('A', 'B'), JobID: 1 } }],
  ['a failure in a 200', 'AnswerLost', { body: failure('FQXHMUP4021F', 'No.') }],
  ['over 4 MiB', 'AnswerLost', { body: { JobID: 1, x: 'x'.repeat(4_400_000) } }],
  ['500', 'AnswerLost', { status: 500, body: failure('A', 'B') }],
  ['307', 'AnswerLost', { status: 307, headers: { location: 'https://elsewhere.example.com/jobs/1' } }],
  ['503', 'Unavailable', { status: 503 }],
  ['429', 'RateLimited', { status: 429 }],
  ['400', 'InvalidRequest', { status: 400, body: failure('A', 'B') }],
  ['401', 'Unauthorized', { status: 401 }],
  ['403', 'Forbidden', { status: 403, body: failure('FQXHMSE0001I', 'You need a licence.') }],
  ['404', 'NotFound', { status: 404, body: failure('A', 'B') }],
  ['409', 'Conflict', { status: 409, body: failure('A', 'B') }],
  ['412', 'InvalidRequest', { status: 412, body: failure('A', 'missing values') }],
])('a start answered with %s is %s', async (_name, type, answer) => {
  stub.api = () => answer;
  const failed = await start('update-firmware', firmware).catch((error: unknown) => error);
  expect(failed).toMatchObject({ name: 'VendorError', type });
  expect(String(failed)).not.toContain(PASSWORD);
});

test("a refusal has the vendor's words", async () => {
  stub.api = () => ({ status: 403, body: failure('FQXHMSE0001I', 'You need a licence.') });
  await expect(start('power', power)).rejects.toMatchObject({ message: /403: FQXHMSE0001I: You need a licence\./ });
});

test('a start is made once more after a 401, which carried out nothing; where no new session comes, it was not made', async () => {
  stub.api = () => (stub.calls.length === 1 ? { status: 401 } : { headers: { location: '/jobs/1' } });
  expect((await start('power', power)).vendorJobId).toBe('1');
  stub.api = () => ({ status: 401 });
  const { sessions } = stub;
  stub.sessions = (asked) => (stub.logIns.length > 2 ? { status: 503 } : sessions(asked));
  await expect(start('power', power)).rejects.toMatchObject({ type: 'Unavailable' });
});
