import type { StartContext, Started } from '../../contract/vendor.ts';
import type { PrimeApi } from './api.ts';
import type { PrimeHandle } from './handle.ts';
import type { DeployTemplate } from './params.ts';

/** One call, and nothing after it: once Prime has taken the job, no other answer may cost us its name. */
export async function start(
  api: PrimeApi,
  { templateName, devices, copyConfigToStartup, startTime }: DeployTemplate,
  { signal }: StartContext,
): Promise<Started<PrimeHandle>> {
  const targetDevice = devices.map(({ id, variables }) => {
    const variableValue = Object.entries(variables).map(([name, value]) => ({ name, value }));
    return { targetDeviceID: id, ...(variableValue.length === 0 ? {} : { variableValues: { variableValue } }) };
  });
  const options = copyConfigToStartup ? { options: { copyConfigToStartup } } : {};
  const payload = { cliTemplateCommand: { ...options, targetDevices: { targetDevice }, templateName } };
  const jobName = await api.deploy(payload, startTime, { kind: 'start', signal });
  return { handle: { jobName }, vendorJobId: jobName };
}
