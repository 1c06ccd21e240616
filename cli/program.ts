import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command } from 'commander';
import { addCompletion } from './commands/completion.ts';
import { addDemo } from './commands/demo.ts';
import { addDev } from './commands/dev.ts';
import { addEndpoints } from './commands/endpoints.ts';
import { addExtend } from './commands/extend.ts';
import { addGet } from './commands/get.ts';
import { addInit } from './commands/init.ts';
import { addList } from './commands/list.ts';
import { addOpen } from './commands/open.ts';
import { addReclaim } from './commands/reclaim.ts';
import { addResolve } from './commands/resolve.ts';
import { addResume } from './commands/resume.ts';
import { addRun } from './commands/run.ts';
import { addSchedule } from './commands/schedule.ts';
import { addSetup } from './commands/setup.ts';
import { addSimulators } from './commands/simulators.ts';
import { addStop } from './commands/stop.ts';
import { addSuspend } from './commands/suspend.ts';
import { addVendors } from './commands/vendors.ts';
import { addWorker } from './commands/worker.ts';
import { exitCodeHelp } from './exit-codes.ts';

const FIRST_STEPS = `New here?
  reeve demo                 all of it on this machine, with simulated vendors
  reeve dev --simulators     a server, vendors and a worker to try the commands on, until Ctrl-C
  reeve init                 an endpoint of your own: asks, checks, writes reeve.yaml
  reeve vendors              what each vendor can do, and its operations
  reeve run --help           how a job is started; then reeve list, get, stop`;

/** The whole command line. Only descriptions: what a command needs is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('reeve')
    .description('Runs jobs on vendor systems, stops them, and says truly how they ended.')
    .version(version())
    .exitOverride()
    // Errors are printed in one place, in one form, by report-error.
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', `\n${exitCodeHelp()}\n\n${FIRST_STEPS}`);
  const ofJobs = [addRun, addGet, addOpen, addList, addStop, addExtend, addSuspend, addResume, addResolve, addSchedule];
  const ofInstallation = [
    addInit,
    addEndpoints,
    addSetup,
    addReclaim,
    addWorker,
    addDev,
    addSimulators,
    addVendors,
    addDemo,
    addCompletion,
  ];
  program.commandsGroup('Jobs:');
  for (const add of ofJobs) add(program);
  program.commandsGroup('Installation:');
  for (const add of ofInstallation) add(program);
  return program;
}

function version(): string {
  const path = findPackageJSON('..', import.meta.url);
  return path === undefined ? 'unknown' : (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
