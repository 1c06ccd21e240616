import type { Command } from 'commander';
import type { JobError, JobHandle, JobSnapshot, Outcome } from '../../client/index.ts';
import { checkEarly } from '../early-check.ts';
import { EXIT } from '../exit-codes.ts';
import { follow } from '../follow.ts';
import { interruption } from '../interrupted.ts';
import { outcomeLine } from '../job-lines.ts';
import { createWarner, type Warner } from '../job-warner.ts';
import { createLiveLine } from '../live-line.ts';
import { printPlan } from '../plan.ts';
import { plain, printJson, printLine, printNote } from '../print.ts';
import { type RequestOptions, readRequest } from '../request-input.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

/** How a job ended: with a failure where it did not succeed. */
interface Ended {
  outcome?: Outcome | undefined;
  failure?: { type: string; message: string };
}

interface RunOptions extends RequestOptions, ConnectionOptions {
  config?: string;
  plan?: boolean;
  wait?: boolean;
  json?: boolean;
}

const HELP = `
Parameters: --param name=text, or name:=JSON for anything but a text; or all at once with --params or --params-file.
Durations: 90s, 30 minutes, 12h, 30 days.

Examples:
  reeve run prime-lab deploy-template --params-file deploy.yaml --expires-in 2h --key CHG-4711 --wait
  reeve run ccs run --param jobId=0f8fad5b-d9cb-469f-a165-70867728950e --expires-in 12h
  reeve run prime-lab deploy-template --params-file deploy.yaml --expires-in 2h --plan
  reeve run prime-lab deploy-template --adopt runId=12345 --expires-in 1h

The same key never starts a second job: with the same request the first job is given back, with another one it is an
error (exit code 6). Prints the job's id; with --json one line for each event: warning, started, unserved, ended.

--plan runs the vendor's own start without a wire: it sends nothing, no log-in and no read either, and speaks to no Temporal.
It prints log-ins, and all up to the first request whose answer the next ones need; those it names. Parameters are shown as
they are.

Warns of a job that its vendor could not stop once it runs, or not find again: with a configuration file before anything
is started, else as soon as the job's record tells the vendor. See \`reeve vendors\`.`;

export function addRun(program: Command): void {
  const collect = (item: string, before: string[] = []) => [...before, item];
  const command = program
    .command('run')
    .summary('start a job')
    .description('Starts a job: an operation of the vendor behind an endpoint.')
    .argument('<endpoint>', 'name of an endpoint in the workers’ reeve.yaml')
    .argument('<operation>', 'what to do, such as deploy-template')
    .option('-p, --param <name=text>', 'a parameter; may be given several times', collect)
    .option('--params <json>', 'all parameters as a JSON object')
    .option('--params-file <file>', 'all parameters from a YAML or JSON file; - for standard input')
    .option('--expires-in <duration>', 'required: when the time is up the job is stopped; or never')
    .option('--key <key>', 'your name for the job: 1 to 200 of A-Z a-z 0-9 . _ : -')
    .option('--label <word>', 'a word to find the job by; may be given several times', collect)
    .option('--on-stop <what>', 'what a stop does at the vendor: cancel or leave (default: cancel)')
    .option('--start-by <duration>', 'give up when nothing was accepted within this time')
    .option('--start-timeout <duration>', 'how long one start call may take (default: 1 minute)')
    .option('--give-up-after <duration>', 'how long after its expiry a stop is tried (default: 24 hours)')
    .option(
      '--adopt <id=value>',
      "watch a job that runs already, by the vendor's ids; may be given several times",
      collect,
    )
    .option(
      '-c, --config <file>',
      'check endpoint and parameters by this file (default: reeve.yaml where there is one)',
    )
    .option('--plan', 'only print the requests that would be sent, secrets masked; needs the configuration file')
    .option('--wait', 'follow the job to its end; exit code 1 if it does not succeed')
    .option('--json', 'print JSON lines')
    .addHelpText('after', HELP)
    .action(run);
  addConnectionOptions(command);
}

async function run(endpoint: string, operation: string, options: RunOptions): Promise<void> {
  const request = await readRequest(endpoint, operation, options);
  const warner = createWarner(request, options.json);
  await warner.warn(await checkEarly(request, options.config));
  if (options.plan) return await printPlan(request, options.config, options.json);
  await withReeve(options, async (reeve) => {
    const job = await reeve.startUntyped(request);
    tellStarted(job, options.json);
    const snapshot = await job.get();
    warnIfUnserved(snapshot, options.json);
    await warner.warn(snapshot);
    if (!options.wait) return;
    tellEnded(job, await followed(job, warner, options.json), options.json);
  });
}

function tellStarted({ id, existing }: JobHandle, isJson?: boolean): void {
  if (isJson) printJson({ event: 'started', job: id, existing: existing ?? null });
  else printLine(id);
  if (existing !== undefined && !isJson) printNote(`This key has this job already; it is ${existing}.`);
}

function warnIfUnserved({ id, unserved, endpoint }: JobSnapshot, isJson?: boolean): void {
  if (unserved.length === 0) return;
  if (isJson) {
    printJson({ event: 'unserved', job: id, queues: unserved });
    return;
  }
  printNote(`No worker serves ${unserved.join(' and ')} (endpoint ${endpoint}): the job waits for one.`);
  printNote('Start one with `reeve worker -c reeve.yaml`, with this endpoint in the file.');
}

async function followed(job: JobHandle, warner: Warner, isJson?: boolean): Promise<Ended> {
  const signal = interruption(
    `the job goes on; see it with \`reeve get ${job.id}\`, stop it with \`reeve stop ${job.id}\``,
  );
  const live = isJson ? undefined : await createLiveLine(process.stderr);
  try {
    const tell = async (snapshot: JobSnapshot) => {
      // On a terminal the next state would be written over the warning's last line.
      if (snapshot.vendor !== undefined && !warner.isDone()) live?.done();
      await warner.warn(snapshot);
      live?.show(snapshot);
      return live !== undefined || !warner.isDone();
    };
    return { outcome: await follow(job, { signal, tell }) };
  } catch (error) {
    if (!isJobError(error)) throw error;
    return { outcome: error.outcome, failure: { type: error.type, message: error.message } };
  } finally {
    live?.done();
  }
}

function tellEnded({ id }: JobHandle, { outcome, failure }: Ended, isJson?: boolean): void {
  if (failure !== undefined) process.exitCode = EXIT.jobFailed;
  if (isJson) {
    printJson({ event: 'ended', job: id, outcome: outcome ?? null, failure: failure ?? null });
    return;
  }
  if (outcome !== undefined) printLine(outcomeLine(outcome));
  if (failure !== undefined) printNote(`${failure.type}: ${plain(failure.message)}\nSee \`reeve get ${id}\`.`);
}

/** By name: its class would load the client before it is needed. */
function isJobError(error: unknown): error is JobError {
  return Error.isError(error) && error.name === 'JobError';
}
