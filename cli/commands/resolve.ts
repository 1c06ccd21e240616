import type { Command } from 'commander';
import { type AskerOptions, addAskerOptions, askerOf } from '../asker.ts';
import { BadInput } from '../bad-input.ts';
import { printJson, printLine } from '../print.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions, AskerOptions {
  adopt?: string;
  startAgain?: boolean;
  json?: boolean;
}

const HELP = `
A start ends as StartAmbiguous where its answer was lost and Reeve cannot tell which of the vendor's jobs it has made, or
whether it made one. Look at the candidates (reeve get JOB) in the vendor's console, then say which one it is, or, where it
is none of them, start the job again. The job goes on under its id, in a new run that names the old one.

Examples:
  reeve resolve prime-lab/CHG-4711 --adopt "Job_CLI_1_27_17_234_PM_5_3_2026"
  reeve resolve prime-lab/CHG-4711 --start-again --reason "none of the two is ours"`;

export function addResolve(program: Command): void {
  const command = program
    .command('resolve')
    .summary('go on with a job whose start could not be told')
    .description('Settles a job that ended as StartAmbiguous: the only case in which a key starts a second run.')
    .argument('<job>', "the job's id, or <endpoint>/<key>")
    .option('--adopt <vendor job id>', "the vendor's job that the start has made, as among the candidates")
    .option('--start-again', 'none of them: start it again')
    .option('--json', 'print a line of JSON')
    .addHelpText('after', HELP)
    .action(resolve);
  addAskerOptions(command);
  addConnectionOptions(command);
}

async function resolve(name: string, options: Options): Promise<void> {
  const { adopt, startAgain = false, json } = options;
  if ((adopt === undefined) === !startAgain) {
    const found = startAgain ? 'both' : 'neither';
    throw new BadInput({ field: '--adopt, --start-again', found, expected: 'exactly one of the two' });
  }
  await withReeve(options, async (reeve) => {
    const job = reeve.job(name);
    await job.resolve({
      ...askerOf(options),
      ...(adopt !== undefined && { adopt: { vendorJobId: adopt } }),
    });
    if (json) printJson({ job: job.id, resolved: adopt === undefined ? 'startedAgain' : 'adopted' });
    else printLine(`${job.id}: ${adopt === undefined ? 'started again' : `goes on with ${adopt}`}`);
  });
}
