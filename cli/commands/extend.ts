import type { Command } from 'commander';
import { checkExtendBy } from '../../contract/messages.ts';
import { type AskerOptions, addAskerOptions, askerOf } from '../asker.ts';
import { BadInput } from '../bad-input.ts';
import { eachJob } from '../each-job.ts';
import { EXIT } from '../exit-codes.ts';
import { interruption } from '../interrupted.ts';
import { addConnectionOptions, type ConnectionOptions } from '../with-reeve.ts';

interface Options extends ConnectionOptions, AskerOptions {
  json?: boolean;
}

const HELP = `
The duration is added to the present expiry, not to the present time. Refused, with exit code 4 and the expiry as it was:
a job that is over, whose time was up, that is being stopped, or that has no expiry.

Examples:
  reeve extend prime-lab/CHG-4711 30m --reason "slow link"
  reeve extend prime-lab/CHG-4711 never`;

export function addExtend(program: Command): void {
  const command = program
    .command('extend')
    .summary('give a job more time')
    .description("Moves a job's expiry and says where it is now.")
    .argument('<job>', "the job's id, or <endpoint>/<key>")
    .argument('<by>', 'a duration such as 30m, or never');
  addAskerOptions(command).option('--json', 'print one line of JSON').addHelpText('after', HELP).action(extend);
  addConnectionOptions(command);
}

async function extend(job: string, extendBy: string, options: Options): Promise<void> {
  const problem = checkExtendBy(extendBy);
  if (problem !== undefined) throw new BadInput({ ...problem, field: '<by>' });
  const signal = interruption('the job may have been extended; `reeve get` shows its expiry');
  await eachJob([job], options, {
    ask: (one) => one.extend(extendBy, { ...askerOf(options), signal }),
    words: ({ expiresAt }) => (expiresAt === null ? 'has no expiry now' : `expires at ${expiresAt}`),
    exitCode: () => EXIT.ok,
  });
}
