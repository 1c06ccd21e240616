import type { Command } from 'commander';
import { printJson, printLine, printNote } from '../print.ts';
import { tableOf } from '../table.ts';
import { addCheck } from './endpoints-check.ts';
import { addEndpointsOptions, type EndpointsOptions } from './endpoints-options.ts';

export function addEndpoints(program: Command): void {
  const group = program
    .command('endpoints')
    .summary('list and check the endpoints of a configuration')
    .description('Lists the endpoints of a configuration, or checks what can be done there; both have --json.');
  const list = group
    .command('list', { isDefault: true })
    .summary('list them')
    .description('Lists the endpoints of a configuration, without their credentials.')
    .action(listEndpoints);
  addEndpointsOptions(list);
  addCheck(group);
}

async function listEndpoints({ config, json }: EndpointsOptions): Promise<void> {
  const [{ loadConfiguration }, { publicUrl }] = await Promise.all([
    import('../../vendors/configuration.ts'),
    import('../../vendors/check-endpoint.ts'),
  ]);
  const { endpoints } = await loadConfiguration(config);
  const rows = Object.entries(endpoints).map(([endpoint, { vendor, url }]) => ({
    endpoint,
    vendor,
    url: publicUrl(url),
  }));
  if (json) return rows.forEach(printJson);
  if (rows.length === 0) return printNote(`${config} has no endpoints.`);
  printLine(
    tableOf(
      ['ENDPOINT', 'VENDOR', 'URL'],
      rows.map((row) => Object.values(row)),
    ),
  );
}
