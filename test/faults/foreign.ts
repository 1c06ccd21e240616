import { type Ask, basic } from '../../simulators/test-client.ts';
import type { FaultLab } from './lab.ts';
import type { Order } from './orders.ts';
import type { FaultedVendor } from './vendors.ts';

/** Starts the same work as an order of Reeve's, as a colleague does who knows nothing of Reeve. */
type ByHand = (ask: Ask, params: never) => Promise<void>;

const json = { 'content-type': 'application/json' };
const COLLEAGUE = basic('colleague', 'Colleague-1');
const BY_HAND: Record<FaultedVendor, ByHand> = {
  async 'cisco-prime'(ask, { templateName, devices: [device] }: { templateName: string; devices: { id: string }[] }) {
    const cliTemplateCommand = { templateName, targetDevices: { targetDevice: [{ targetDeviceID: device?.id }] } };
    const path = '/webacs/api/v3/op/cliTemplateConfiguration/deployTemplateThroughJob.json';
    await good(ask, path, { method: 'PUT', headers: { ...COLLEAGUE, ...json }, body: { cliTemplateCommand } });
  },
  async 'symantec-ccs'(ask, { jobId }: { jobId: string }) {
    const body = 'grant_type=password&username=domain1\\colleague&password=Colleague-1';
    const granted = await ask('/ccs/api/v1/oauth/tokens', { method: 'POST', body });
    const headers = { ...json, authorization: `Bearer ${granted.json().access_token}` };
    await good(ask, `/ccs/api/v1/jobs/${jobId}`, { method: 'POST', headers, body: { Operation: 'execute' } });
  },
  async 'lenovo-xclarity'(
    ask,
    { servers: [server] }: { servers: { uuid: string; components: { fixid: string }[] }[] },
  ) {
    const Components = server?.components.map(({ fixid }) => ({ Fixid: fixid, Component: 'UEFI' }));
    const body = { DeviceList: [{ ServerList: [{ UUID: server?.uuid, Components }] }] };
    const path = '/updatableComponents?action=apply';
    await good(ask, path, { method: 'PUT', headers: { ...COLLEAGUE, ...json }, body });
  },
  async 'riverbed-cmc'(ask, { features, siteIds }: { features: number[]; siteIds: number[] }) {
    const body = { feature_ids: features, site_ids: siteIds };
    await good(ask, '/api/cmc.configurator/1.0/jobs', { method: 'POST', headers: { ...COLLEAGUE, ...json }, body });
  },
  async 'oracle-managed-cloud'(ask, { config, scheduledTime }: { config: object; scheduledTime: string }) {
    const granted = await ask('/oauth2/v1/token', {
      method: 'POST',
      headers: { ...COLLEAGUE, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    const identifier = 'f3b2c1d0-6a5e-4f43-9c21-0d8e7b6a5f41';
    const headers = { ...json, identifier, authorization: `Bearer ${granted.json().access_token}` };
    const path = '/selfservice/v1/customers/21845621/EBSO/products/config/instances/DCMATI/executions';
    const made = await good(ask, path, { method: 'POST', headers, body: { summary: 'by hand', config } });
    const { id } = JSON.parse(made) as { id: string };
    await good(ask, `${path}/${id}`, { method: 'PUT', headers, body: { action: 'schedule', scheduledTime } });
  },
};

async function good(
  ask: Ask,
  path: string,
  { body, ...asking }: { method: string; headers: Record<string, string>; body: object },
): Promise<string> {
  const answer = await ask(path, { ...asking, body: JSON.stringify(body) });
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.body}`);
  return answer.body;
}

/** At the same time, so that the simulator is not drowned. */
const AT_ONCE = 10;

/** Has colleagues start so many endless jobs, like Reeve's own but on targets of their own. */
export async function startForeign(lab: FaultLab, count: number): Promise<void> {
  const orders: Order[] = Array.from({ length: count }, () => lab.order('endless'));
  const starter = async () => {
    for (let order = orders.shift(); order !== undefined; order = orders.shift()) {
      await BY_HAND[lab.vendor](lab.ask, order.params as never);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, starter));
}
