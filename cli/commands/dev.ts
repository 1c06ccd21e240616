import type { Command } from 'commander';
import { printJson, printLine, printNote } from '../print.ts';
import { portOf, simulatorLines } from './simulators.ts';

interface Options {
  config?: string;
  simulators?: boolean;
  port: string;
  db?: string;
  json?: boolean;
}

const HELP = `
The server listens where Temporal's tools look by default, so that \`reeve run\` and \`reeve list\` in another terminal
find it without settings. Where a Temporal address is configured already, that server is used and none is started.

Examples:
  reeve dev --simulators             everything simulated; prints a configuration for reeve run -c
  reeve dev -c reeve.yaml --db dev.sqlite`;

export function addDev(program: Command): void {
  program
    .command('dev')
    .summary('run an embedded Temporal server and a worker')
    .description('Runs an embedded Temporal server and a worker on this machine until Ctrl-C.')
    .option('-c, --config <file>', 'configuration (default: reeve.yaml, or a made-up one with --simulators)')
    .option('--simulators', 'run the simulated vendors too')
    .option('--port <port>', "the server's port; its Web UI takes the one 1000 higher", '7233')
    .option('--db <file>', 'keep the jobs in this file (default: in memory)')
    .option('--json', 'print one line of JSON when it is ready')
    .addHelpText('after', HELP)
    .action(dev);
}

async function dev(options: Options): Promise<void> {
  const port = portOf('--port', options.port);
  await using parts = new AsyncDisposableStack();
  const configPath = await prepareConfiguration(options, parts);
  const { address, uiUrl } = await prepareServer(port, options.db, parts);
  const { runWorker } = await import('../../workers/run-worker.ts');
  const onReady = () => {
    if (options.json) return printJson({ event: 'ready', address, uiUrl: uiUrl ?? null, config: configPath });
    printLine(`Temporal at ${address}${uiUrl === undefined ? '' : `, Web UI ${uiUrl}`}`);
    printLine(`Worker for ${configPath} is running. Ctrl-C ends it.`);
  };
  await runWorker({ configPath, onReady });
}

/** Checks the configuration before the server is looked for, since that may take minutes the first time. */
async function prepareConfiguration(options: Options, parts: AsyncDisposableStack): Promise<string> {
  const { loadConfiguration } = await import('../../vendors/configuration.ts');
  const made = options.simulators ? await startSimulated(options, parts) : undefined;
  const path = options.config ?? made ?? 'reeve.yaml';
  await loadConfiguration(path);
  return path;
}

/** Starts the simulators; answers the path of a configuration for them. */
async function startSimulated(options: Options, parts: AsyncDisposableStack): Promise<string> {
  const [{ startSimulators }, { writeConfiguration }] = await Promise.all([
    import('../../simulators/index.ts'),
    import('../simulated-configuration.ts'),
  ]);
  const simulators = await startSimulators();
  parts.defer(() => simulators.stop());
  const { path, remove } = await writeConfiguration(simulators.describe());
  parts.defer(remove);
  if (!options.json) for (const line of simulatorLines(simulators)) printLine(line);
  return path;
}

/** The configured Temporal where there is one, else an embedded one that the worker of this process will find. */
async function prepareServer(
  port: number,
  dbFilename: string | undefined,
  parts: AsyncDisposableStack,
): Promise<{ address: string; uiUrl?: string }> {
  const { configuredAddress } = await import('../../client/index.ts');
  const configured = configuredAddress();
  if (configured !== undefined) return { address: configured };
  const [{ startTemporalServer }, { SEARCH_ATTRIBUTES }] = await Promise.all([
    import('../../dev/index.ts'),
    import('../../contract/search-attributes.ts'),
  ]);
  const server = await startTemporalServer({
    searchAttributes: SEARCH_ATTRIBUTES,
    ports: { grpc: port, ui: port + 1000 },
    progress: printNote,
    ...(dbFilename !== undefined && { dbFilename }),
  });
  parts.defer(() => server.stop());
  process.env.TEMPORAL_ADDRESS = server.address;
  return server;
}
