import type { Command } from 'commander';
import type { Typed } from '../init/typed.ts';
import { printJson, printLine } from '../print.ts';

interface Options extends Omit<Typed, 'name' | 'credential' | 'setting'> {
  credential?: string[];
  setting?: string[];
  json?: boolean;
}

const HELP = `
On a terminal it asks for what was not given; elsewhere that is refused, all of it at once, and nothing is written.
Secrets are never typed here: a field of the credentials that holds one is a reference to where it stands, \${env:NAME} or
\${file:PATH} (relative to the configuration).

The server's certificate is fetched before anything is sent. One signed by an authority that this machine trusts, or by the
one in --ca, is taken. A self-signed one is shown with its SHA-256 fingerprint and trusted on first use: after you have said
so, or with --fingerprint. It is then kept beside the configuration, and any other is refused from then on. Compare the
fingerprint with what the appliance itself shows.

Then the endpoint is checked as \`reeve endpoints check\` does, and written. A configuration that exists is added to, with its
comments; an endpoint of that name is left alone without --replace. The exit code is 7 where the endpoint cannot be used.

Examples:
  reeve init
  reeve init prime-dc1 --vendor cisco-prime --url https://prime-dc1.example.com --installation berlin \\
    --credential username=reeve --credential 'password=\${env:PRIME_DC1_PASSWORD}' --fingerprint 'AB:CD:…'
  reeve init cmc-hq --vendor riverbed-cmc --url https://cmc.example.com --ca company-ca.pem \\
    --credential 'accessCode=\${file:secrets/cmc-hq}' -c /etc/reeve/reeve.yaml`;

const several = (item: string, before: string[] = []) => [...before, item];

export function addInit(program: Command): void {
  program
    .command('init')
    .summary('add an endpoint to reeve.yaml, asking for what it needs')
    .description('Reaches an endpoint, checks what can be done there, and writes it to the configuration.')
    .argument('[name]', 'its name, by which jobs refer to it: 1 to 40 of a-z, 0-9 and -')
    .option('--vendor <vendor>', 'its vendor, see `reeve vendors`')
    .option('--url <url>', 'its address')
    .option('--credential <name=text>', 'a field of its credentials; may be given several times', several)
    .option(
      '--setting <name=text>',
      "one of the vendor's own fields, also name:=JSON; may be given several times",
      several,
    )
    .option('--installation <name>', 'name of this installation, for a new configuration')
    .option('--fingerprint <sha256>', 'of the certificate to trust: another one is refused')
    .option('--ca <file>', "PEM file with the authority of the server's certificate")
    .option('--allow-http', 'allow an http: URL: passwords then travel in the clear')
    .option('--replace', 'write over an endpoint of that name')
    .option('--force', 'write it even where the check shows that it cannot be used')
    .option('-c, --config <file>', 'configuration to write', 'reeve.yaml')
    .option('--json', 'print a line of JSON')
    .addHelpText('after', HELP)
    .action(init);
}

async function init(name: string | undefined, options: Options): Promise<void> {
  const { json, credential = [], setting = [], ...rest } = options;
  const { initEndpoint } = await import('../init/init-endpoint.ts');
  const typed: Typed = { ...rest, credential, setting, ...(name !== undefined && { name }) };
  // Questions go to standard error, so that a pipe gets the result alone.
  const terminal = process.stdin.isTTY ? { input: process.stdin, output: process.stderr } : undefined;
  const initialised = await initEndpoint(typed, terminal);
  if (json) return printJson(initialised);
  const { config, written } = initialised;
  printLine(`Wrote ${written.join(' and ')}. Next:`);
  printLine(`  reeve setup -c ${config}      # once for each namespace, and after each new endpoint`);
  printLine(`  reeve worker -c ${config}     # or: reeve dev -c ${config}, with a Temporal server on this machine`);
}
