import type { Command } from 'commander';
import type { Overlap, Triggered } from '../../client/index.ts';
import { type AskerOptions, addAskerOptions } from '../asker.ts';
import { EXIT } from '../exit-codes.ts';
import { printJson, printLine, printNote } from '../print.ts';
import { addConnectionOptions, type ConnectionOptions, withReeve } from '../with-reeve.ts';

interface Options extends ConnectionOptions {
  json?: boolean;
}

export function addSchedulePause(group: Command): void {
  const command = named(
    group,
    'pause',
    'let its times pass',
    'Pauses a schedule: its times pass without a job. Runs go on.',
  );
  addAskerOptions(command).action((name: string, options: Options & AskerOptions) =>
    told(options, name, 'paused', (schedules) => schedules.pause(name, options)),
  );
}

export function addScheduleResume(group: Command): void {
  const words =
    'Lets a paused schedule go on. Times that passed meanwhile are not made up for: see `reeve schedule backfill`.';
  const command = named(group, 'resume', 'let it go on', words);
  addAskerOptions(command).action((name: string, options: Options & AskerOptions) =>
    told(options, name, 'resumed', (schedules) => schedules.resume(name, options)),
  );
}

export function addScheduleDelete(group: Command): void {
  const words = 'Deletes a schedule. The jobs that it has started go on: stop them with `reeve stop`.';
  named(group, 'delete', 'delete a schedule', words).action((name: string, options: Options) =>
    told(options, name, 'deleted', (schedules) => schedules.delete(name)),
  );
}

const TRIGGER = `
Keeps to the schedule's overlap policy where --overlap says nothing else, and works where it is paused. Prints the job's id.
Exit code 4: no job was started, because a run goes on (skip), or it is not known.

Examples:
  reeve schedule trigger nightly
  reeve schedule trigger nightly --overlap bufferOne`;

export function addScheduleTrigger(group: Command): void {
  named(group, 'trigger', 'start a run now', 'Starts a run of a schedule now.')
    .option('--overlap <policy>', "another policy than the schedule's own, for this run")
    .addHelpText('after', TRIGGER)
    .action(trigger);
}

async function trigger(name: string, options: Options & { overlap?: Overlap }): Promise<void> {
  const { overlap } = options;
  const triggered = await withReeve(options, ({ schedules }) =>
    schedules.trigger(name, overlap === undefined ? {} : { overlap }),
  );
  if (triggered.fate === 'skipped' || triggered.fate === 'unknown') process.exitCode = EXIT.notDone;
  if (options.json) printJson({ schedule: name, ...triggered });
  else if (triggered.fate === 'started') printLine(triggered.job);
  else printNote(fateWords(name, triggered));
}

function fateWords(name: string, triggered: Exclude<Triggered, { fate: 'started' }>): string {
  if (triggered.fate === 'unknown')
    return `Temporal has not said what became of it: see \`reeve schedule show ${name}\`.`;
  const behind = triggered.behind.join(', ') || 'another run';
  return triggered.fate === 'waits'
    ? `It waits for the end of ${behind}.`
    : `No job was started, for ${behind} goes on; see --overlap.`;
}

function named(group: Command, verb: string, summary: string, words: string): Command {
  const command = group
    .command(verb)
    .summary(summary)
    .description(words)
    .argument('<name>', 'its name')
    .option('--json', 'print one line of JSON');
  return addConnectionOptions(command).optionsGroup('Options:');
}

type Schedules = Parameters<Parameters<typeof withReeve>[1]>[0]['schedules'];

async function told(
  options: Options,
  name: string,
  done: string,
  work: (schedules: Schedules) => Promise<void>,
): Promise<void> {
  await withReeve(options, ({ schedules }) => work(schedules));
  if (options.json) printJson({ schedule: name, [done]: true });
  else printNote(`${name} is ${done}.`);
}
