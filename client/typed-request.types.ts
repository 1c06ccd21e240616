/** What must compile and what must not. Only the compiler reads this file. */
import type { JobRequest } from './index.ts';
import { type ParamsOf, Reeve, type TypedRequest } from './index.ts';

const reeve = await Reeve.connect();
const deploy = { endpoint: 'prime-dc1', operation: 'deploy-template', expiresIn: '2h' } as const;
const params = { templateName: 'Config-Push', devices: [{ id: '101' }] };

// Every vendor's operations, defaults left out.
await reeve.start({ ...deploy, params });
await reeve.start({ ...deploy, vendor: 'cisco-prime', params, key: 'CHG-1', labels: ['night'] });
await reeve.start({
  endpoint: 'lxca',
  operation: 'track',
  params: { children: [{ customUid: 'a', children: [{}] }] },
  expiresIn: 'never',
});
await reeve.start({
  endpoint: 'lxca',
  operation: 'power',
  params: { uuid: '0'.repeat(32), powerState: 'powerOff' },
  expiresIn: '1h',
});
await reeve.start({
  endpoint: 'omc',
  operation: 'run-config',
  params: {
    instanceId: 'ERP1',
    duration: { unit: 'hours', value: 2 },
    config: { type: 'Trace & Debug', activity: { name: 'FRD', type: 'Enable' } },
    primaryContact: 'ops@example.com',
  },
  expiresIn: '1d',
});
await reeve.start({
  endpoint: 'cmc',
  operation: 'push',
  params: { features: [1, 'QoS'], siteIds: [2] },
  expiresIn: '1h',
});
await reeve.start({ endpoint: 'ccs', operation: 'run', params: { jobId: 'id' }, expiresIn: '1h' });

// Adopting needs ids, and no parameters.
await reeve.start({ ...deploy, adopt: { jobId: 15 } });
await reeve.start({ ...deploy, adopt: { vendorJobId: 'Job_1' }, params });

// What comes from outside the program is started by a method that says so.
const fromFile: JobRequest = JSON.parse('{}');
await reeve.startUntyped(fromFile);
// @ts-expect-error its operation may be any text
await reeve.start(fromFile);

// @ts-expect-error a parameter is missing
await reeve.start({ ...deploy, params: { templateName: 'x' } });
// @ts-expect-error a parameter is misspelt
await reeve.start({ ...deploy, params: { ...params, copyConfigToStartUp: true } });
// @ts-expect-error a parameter has the wrong type
await reeve.start({ ...deploy, params: { ...params, copyConfigToStartup: 'yes' } });
// @ts-expect-error a word that the vendor does not have
await reeve.start({ endpoint: 'lxca', operation: 'power', params: { uuid: 'x', powerState: 'off' }, expiresIn: '1h' });
// @ts-expect-error deep in a list of sub-tasks
await reeve.start({ endpoint: 'lxca', operation: 'track', params: { children: [{ uid: 'a' }] }, expiresIn: '1h' });
// @ts-expect-error the parameters of another vendor's operation
await reeve.start({ ...deploy, params: { jobId: 'id' } });
// @ts-expect-error no vendor has this operation
await reeve.start({ endpoint: 'prime-dc1', operation: 'deploy', params, expiresIn: '1h' });
// @ts-expect-error this vendor does not have this operation
await reeve.start({ ...deploy, vendor: 'symantec-ccs', params });
// @ts-expect-error neither parameters nor ids of a job that runs already
await reeve.start(deploy);
// @ts-expect-error without an expiry
await reeve.start({ endpoint: 'prime-dc1', operation: 'deploy-template', params });
// @ts-expect-error a field that no request has
await reeve.start({ ...deploy, params, timeout: '1h' });

// A request kept in a constant, and parameters alone.
export const kept = { ...deploy, params } satisfies TypedRequest<'cisco-prime', 'deploy-template'>;
export const alone: ParamsOf<'symantec-ccs', 'run'> = { jobId: 'id' };
// @ts-expect-error an operation of another vendor
export const elsewhere: ParamsOf<'symantec-ccs', 'push'> = { jobId: 'id' };

// Filters.
await reeve.list({ vendor: 'cisco-prime', state: ['queued', 'running'], since: new Date(), verdict: 'refused' });
// @ts-expect-error no such vendor
await reeve.list({ vendor: 'cisco' });
// @ts-expect-error no such state
await reeve.list({ state: ['done'] });
// @ts-expect-error a time is a Date
await reeve.list({ since: 'yesterday' });
// @ts-expect-error no such filter
await reeve.list({ colour: 'red' });
