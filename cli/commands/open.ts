import { spawn } from 'node:child_process';
import type { Command } from 'commander';
import { printJson, printLine } from '../print.ts';
import { browserCommand, pageUrl, uiUrlFor } from '../web-ui.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  uiUrl?: string;
  browser: boolean;
  json?: boolean;
}

const HELP = `
Always prints the address; on a terminal with a screen it opens a browser too. Where the Web UI is: --ui-url, the
environment variable REEVE_UI_URL, and without them what is known of Temporal Cloud and of a server on this machine.

Examples:
  reeve open prime-lab/CHG-4711
  REEVE_UI_URL=https://temporal.example.com reeve open prime-lab/CHG-4711 --no-browser`;

export function addOpen(program: Command): void {
  const command = program
    .command('open')
    .summary("show a job's page in Temporal's Web UI")
    .description("Prints the address of a job's page in Temporal's Web UI, or opens it.")
    .argument('<job>', "the job's id, or <endpoint>/<key>")
    .option('--ui-url <url>', 'address of the Web UI')
    .option('--no-browser', 'only print the address')
    .option('--json', 'print one line of JSON, and open nothing')
    .addHelpText('after', HELP)
    .action(open);
  addConnectionOptions(command);
}

async function open(name: string, options: Options): Promise<void> {
  const { configuredAddress } = await import('../../client/index.ts');
  const address = options.address ?? configuredAddress(options.profile) ?? 'localhost:7233';
  const uiUrl = uiUrlFor(options.uiUrl ?? (process.env.REEVE_UI_URL || undefined), address);
  const url = await withReeve(options, async (reeve) => {
    const { id, runId } = await reeve.job(name).record();
    return pageUrl({ uiUrl, namespace: reeve.client.options.namespace, id, runId });
  });
  if (options.json) return printJson({ url });
  printLine(url);
  if (options.browser && process.stdout.isTTY) browse(url);
}

/** What becomes of the browser is not our business: the address is printed. */
function browse(url: string): void {
  const found = browserCommand(url, process.platform, process.env);
  if (found === undefined) return;
  const [command, ...args] = found;
  const browser = spawn(command, args, { detached: true, stdio: 'ignore' });
  browser.on('error', () => undefined);
  browser.unref();
}
