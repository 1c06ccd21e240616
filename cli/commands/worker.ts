import type { Command } from 'commander';
import { show } from '../../contract/request.ts';
import { BadInput } from '../bad-input.ts';

const HELP = `
Temporal is found by its own environment variables (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_PROFILE, TLS, API key)
or configuration file. Logs go to standard error as JSON; LOG_LEVEL says from which level on.
SIGTERM lets calls under way come back and then ends; a second signal ends at once. Jobs go on with another worker.

Example:
  TEMPORAL_ADDRESS=temporal:7233 PRIME_PASSWORD=… reeve worker -c /etc/reeve/reeve.yaml`;

export function addWorker(program: Command): void {
  program
    .command('worker')
    .summary('serve the endpoints of a configuration')
    .description('Runs a worker: it carries out the jobs of the endpoints that its configuration names.')
    .option('-c, --config <file>', 'configuration', 'reeve.yaml')
    .option('--metrics <host:port>', 'let Prometheus read metrics there, under /metrics')
    .option('--max-cached-workflows <count>', 'jobs kept in memory between two tasks (default: 500)')
    .option('--nexus', 'offer jobs to other namespaces, as the Nexus service reeve')
    .option('--json', 'print one line of JSON when it is ready')
    .addHelpText('after', HELP)
    .action(work);
}

interface Options {
  config: string;
  metrics?: string;
  maxCachedWorkflows?: string;
  nexus?: boolean;
  json?: boolean;
}

async function work({ config, metrics, maxCachedWorkflows, nexus, json }: Options): Promise<void> {
  const [{ runWorker }, { printJson }] = await Promise.all([
    import('../../workers/run-worker.ts'),
    import('../print.ts'),
  ]);
  if (metrics !== undefined && !/^[\w.[\]:-]+:\d{1,5}$/.test(metrics)) {
    throw new BadInput({ field: '--metrics', found: show(metrics), expected: 'an address such as 127.0.0.1:9464' });
  }
  await runWorker({
    configPath: config,
    maxCachedWorkflows: countOf(maxCachedWorkflows),
    ...(metrics !== undefined && { metricsAddress: metrics }),
    ...(nexus && { nexus }),
    ...(json && { onReady: () => printJson({ event: 'ready', config }) }),
  });
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new BadInput({ field: '--max-cached-workflows', found: show(text), expected: 'a number from 0 to 999999' });
}
