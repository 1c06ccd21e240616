import type { Command } from 'commander';

const HELP = `
Everything runs on this machine: an embedded Temporal server (found, downloaded or built once; a configured one is used
instead), the simulators of all five vendors, and workers. On a terminal it stays up until Ctrl-C, to be looked at. With
--json it ends with one line of JSON for each job. Exit code 1 where a job did not end as it should.`;

export function addDemo(program: Command): void {
  program
    .command('demo')
    .summary('see Reeve at work, with simulated vendors')
    .description('Runs jobs of all kinds on simulated vendors and shows how each ended.')
    .option('--json', 'print one line of JSON for each job at the end')
    .addHelpText('after', HELP)
    .action(demo);
}

async function demo({ json }: { json?: boolean }): Promise<void> {
  const { runDemo } = await import('../demo/index.ts');
  await runDemo({ json: json ?? false });
}
