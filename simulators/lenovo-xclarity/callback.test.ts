import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type RunningSimulator, type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient, until } from '../test-client.ts';

let simulators: Simulators;
let lxca: RunningSimulator;
let ask: Ask;
let outside: Server;
let heard: {
  method?: string | undefined;
  url?: string | undefined;
  authorization?: string | undefined;
  body: string;
}[];

beforeEach(async () => {
  simulators = await startSimulators({ vendors: ['lenovo-xclarity'], speed: 20, http: true });
  lxca = simulators.get('lenovo-xclarity');
  ask = createClient(lxca.url, undefined, basic('operator', 'Operator-1'));
  heard = [];
  outside = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard.push({ method: request.method, url: request.url, authorization: request.headers.authorization, body });
    response.statusCode = Number(request.url?.slice(1)) || 200;
    if (response.statusCode === 302) response.setHeader('location', `${addressOf()}/200`);
    response.end();
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  outside.close();
  await simulators.stop();
});

const addressOf = () => `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
const jobOf = (id: string) => lxca.ledger().jobs.find((job) => job.id === id);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function addCallback(id: string, cancelURL: string, more: Record<string, unknown> = {}): Promise<number> {
  const body = { cancelURL, cancelRESTMethod: 'GET', expirationTimeOut: -1, ...more };
  return (await ask(`/tasks/${id}`, { method: 'PUT', body: JSON.stringify(body) })).status;
}

test('the server calls itself as the user, without a call of its own in the ledger', async () => {
  const more = { cancelRESTMethod: 'PUT', cancelRESTBody: { cancelRequest: true } };
  expect(await addCallback('10', `${lxca.url}/jobs/11`, more)).toBe(200);
  await until(() => jobOf('10')?.ended === 'canceled' && jobOf('11')?.ended === 'canceled');
  expect(lxca.ledger().calls).toHaveLength(1);
  expect(jobOf('11')?.stoppedBy?.user).toBe('operator');
});

test.each(['/jobs/999', '/nowhere', 'http://['])(
  'a callback to %s that does not answer 2xx is accepted, stored, and cancels nothing',
  async (url) => {
    expect(await addCallback('10', url)).toBe(200);
    await sleep(200);
    expect(jobOf('10')?.state).toBe('running');
    expect((await ask('/tasks/10')).json()[0].cancelURL).toBe(url);
  },
);

test('another server is called with method and body, and without credentials', async () => {
  const more = { cancelRESTMethod: 'POST', cancelRESTBody: { a: 'b' } };
  expect(await addCallback('10,11', `${addressOf()}/204`, more)).toBe(200);
  await until(() => jobOf('10')?.ended === 'canceled' && jobOf('11')?.ended === 'canceled');
  expect(heard).toEqual([{ method: 'POST', url: '/204', authorization: undefined, body: '{"a":"b"}' }]);
});

test.each(['302', '404', '500'])(
  'another server that answers %s cancels nothing; redirects are not followed',
  async (code) => {
    await addCallback('10', `${addressOf()}/${code}`);
    await until(() => heard.length > 0);
    await sleep(200);
    expect(heard.map(({ url }) => url)).toEqual([`/${code}`]);
    expect(jobOf('10')?.state).toBe('running');
  },
);

test('a server beyond this machine is never called', async () => {
  expect(await addCallback('10', 'http://192.0.2.1/')).toBe(200);
  await sleep(100);
  expect(jobOf('10')?.state).toBe('running');
});

test('the cancel by list goes through where a callback failed, and tells a tracked task’s callback', async () => {
  const body = { title: 'Mine', cancelURL: `${addressOf()}/500`, cancelRESTMethod: 'DELETE' };
  const [id = ''] = (await ask('/tasks', { method: 'POST', body: JSON.stringify(body) })).json();
  await addCallback('10', '/nowhere');
  const list = JSON.stringify({ action: 'cancel', list: ['10', id] });
  expect((await ask('/tasks', { method: 'PUT', body: list })).status).toBe(200);
  await until(() => jobOf('10')?.ended === 'canceled' && jobOf(id)?.ended === 'canceled');
  expect(heard).toEqual([{ method: 'DELETE', url: '/500', authorization: undefined, body: '' }]);
});

test('a callback that leads back to the cancel itself comes to an end', async () => {
  const more = { cancelRESTMethod: 'PUT', cancelRESTBody: { action: 'cancel', list: ['9'] } };
  expect(await addCallback('9', '/tasks', more)).toBe(200);
  await until(() => jobOf('9')?.ended === 'canceled');
});

test('a tracked task expires in the seconds of the calendar; the server’s own job does not', async () => {
  expect(await addCallback('9,10', '/nowhere', { expirationTimeOut: 1 })).toBe(200);
  await sleep(500);
  expect(jobOf('9')?.state).toBe('running');
  await until(() => jobOf('9')?.words === 'Interrupted');
  expect(jobOf('10')?.state).toBe('running');
});
