import type { Command } from 'commander';
import type { EndpointConfiguration } from '../../vendors/configuration.ts';
import { BadInput } from '../bad-input.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { reportLines, reportTable } from './endpoints-lines.ts';
import { addEndpointsOptions, type EndpointsOptions } from './endpoints-options.ts';

const HELP = `
Nothing is changed at the vendor: everything is read, but for a log-in (and log-out) where the vendor has one. \`unknown\`
is what only a try could show. Each endpoint has twice its \`timeout\`; all are asked at the same time.
The exit code is 7 where an endpoint shows a plain no.

Examples:
  reeve endpoints check
  reeve endpoints check prime-dc1 ccs-hq -c /etc/reeve/reeve.yaml --json`;

export function addCheck(group: Command): void {
  const command = group
    .command('check')
    .summary('see whether we can log in, read, start and cancel there')
    .description(
      'Reaches endpoints and tells, without changing anything there, what can be done and how that is known.',
    )
    .argument('[endpoint...]', 'names of endpoints (default: all of the configuration)')
    .addHelpText('after', HELP)
    .action(check);
  addEndpointsOptions(command);
}

async function check(names: string[], { config, json }: EndpointsOptions): Promise<void> {
  const [{ loadConfiguration }, { checkEndpoint }] = await Promise.all([
    import('../../vendors/configuration.ts'),
    import('../../vendors/check-endpoint.ts'),
  ]);
  const { endpoints } = await loadConfiguration(config);
  const chosen = choose(endpoints, names, config);
  if (chosen.length === 0) return printNote(`${config} has no endpoints.`);
  const reports = await Promise.all(chosen.map(([name, settings]) => checkEndpoint(name, settings)));
  if (reports.some(({ usable }) => !usable)) process.exitCode = EXIT.unusable;
  if (json) return reports.forEach(printJson);
  printLine(reportTable(reports));
  for (const line of reports.flatMap(reportLines)) printLine(line);
}

/** The endpoints of these names, each once, or all; a wrong name is told before any is reached. */
export function choose(
  endpoints: Readonly<Record<string, EndpointConfiguration>>,
  names: readonly string[],
  config: string,
): [name: string, settings: EndpointConfiguration][] {
  const known = Object.entries(endpoints);
  const wrong = names.filter((name) => !Object.hasOwn(endpoints, name));
  if (wrong.length === 0) return names.length === 0 ? known : known.filter(([name]) => names.includes(name));
  const expected = `one of those in ${config}: ${known.map(([name]) => name).join(', ') || 'none there'}`;
  throw new BadInput(...wrong.map((found) => ({ field: 'name', found, expected })));
}
