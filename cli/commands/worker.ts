import type { Command } from 'commander';

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
    .option('--json', 'print one line of JSON when it is ready')
    .addHelpText('after', HELP)
    .action(work);
}

async function work({ config, json }: { config: string; json?: boolean }): Promise<void> {
  const [{ runWorker }, { printJson }] = await Promise.all([
    import('../../workers/run-worker.ts'),
    import('../print.ts'),
  ]);
  await runWorker({ configPath: config, ...(json && { onReady: () => printJson({ event: 'ready', config }) }) });
}
