import { existsSync } from 'node:fs';
import type { JobRequest } from '../contract/job.ts';
import type { VendorName } from '../vendors/params.ts';
import { BadInput } from './bad-input.ts';

const DEFAULT_PATH = 'reeve.yaml';

/**
 * Refuses what the worker would refuse, before anything is started, and answers the endpoint's vendor. Only where there
 * is a configuration: who starts jobs need not have the workers' file.
 */
export async function checkEarly(
  request: JobRequest,
  configPath: string | undefined,
): Promise<{ vendor?: VendorName }> {
  if (configPath === undefined && !existsSync(DEFAULT_PATH)) return {};
  const path = configPath ?? DEFAULT_PATH;
  const { loadConfiguration } = await import('../vendors/configuration.ts');
  const { endpoints } = await loadConfiguration(path);
  const endpoint = Object.hasOwn(endpoints, request.endpoint) ? endpoints[request.endpoint] : undefined;
  if (endpoint === undefined) {
    const names = Object.keys(endpoints).join(', ') || 'none there';
    throw new BadInput({ field: 'endpoint', found: request.endpoint, expected: `one of those in ${path}: ${names}` });
  }
  const { checkParams, PARAMS } = await import('../vendors/params.ts');
  const operations = Object.keys(PARAMS[endpoint.vendor]);
  if (!operations.includes(request.operation)) {
    const expected = `an operation of ${endpoint.vendor}: ${operations.join(', ')}`;
    throw new BadInput({ field: 'operation', found: request.operation, expected });
  }
  // An adopted job was started by someone else: its parameters are not ours.
  if (request.adopt !== undefined) return { vendor: endpoint.vendor };
  const checked = checkParams(endpoint.vendor, request.operation, request.params);
  if ('problems' in checked) throw new BadInput(...checked.problems);
  return { vendor: endpoint.vendor };
}
