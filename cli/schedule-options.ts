import type { Command } from 'commander';
import { type Problem, show } from '../contract/request.ts';
import type { RequestOptions } from './request-input.ts';

/** What can be typed of a schedule's times and policies. */
export interface ScheduleOptions extends RequestOptions {
  cron?: string[];
  calendar?: string[];
  every?: string;
  offset?: string;
  skip?: string[];
  timeZone?: string;
  from?: string;
  until?: string;
  jitter?: string;
  overlap?: string;
  catchUp?: string;
  pauseOnFailure?: boolean;
  runs?: string;
  paused?: boolean;
  config?: string;
}

const collect = (item: string, before: string[] = []) => [...before, item];

export function addTimeOptions(command: Command): Command {
  return command
    .optionsGroup('When (at least one of --cron, --calendar, --every):')
    .option(
      '--cron <line>',
      'five fields, six with a year, seven with seconds first; may be given several times',
      collect,
    )
    .option(
      '--calendar <fields>',
      "such as 'hour=2 dayOfMonth=1-7 dayOfWeek=MON': all must match; several times",
      collect,
    )
    .option('--every <duration>', 'so often, counted from 1970 in UTC')
    .option('--offset <duration>', 'by which --every is later')
    .option(
      '--skip <fields>',
      "a calendar of times to leave out, such as 'month=12 dayOfMonth=24-26'; several times",
      collect,
    )
    .option('--time-zone <name>', 'IANA name such as Europe/Berlin (default: UTC)')
    .option('--from <time>', 'the first moment that counts, such as 2027-01-31T18:00:00Z')
    .option('--until <time>', 'the last moment that counts')
    .option('--jitter <duration>', 'begin each run at random up to so much later')
    .optionsGroup('How:')
    .option(
      '--overlap <policy>',
      'when the run before goes on: skip, bufferOne, bufferAll, cancelOther, terminateOther or allowAll (default: skip)',
    )
    .option('--catch-up <duration>', 'make up for what Temporal has missed if no longer ago (default: 10 minutes)')
    .option('--pause-on-failure', 'pause the schedule when a job fails or expires')
    .option('--no-pause-on-failure', 'go on (the default)')
    .option('--runs <number>', 'so many runs in all')
    .option('--paused', 'paused')
    .option('--no-paused', 'not paused');
}

export function addJobOptions(command: Command): Command {
  return command
    .optionsGroup('The job (see `reeve run --help`):')
    .option('-p, --param <name=text>', 'a parameter, or name:=JSON; may be given several times', collect)
    .option('--params <json>', 'all parameters as a JSON object')
    .option('--params-file <file>', 'all parameters from a YAML or JSON file; - for standard input')
    .option('--expires-in <duration>', 'when the time is up the job is stopped; or never')
    .option('--label <word>', 'a word to find the jobs by; may be given several times', collect)
    .option('--on-stop <what>', 'what a stop does at the vendor: cancel or leave (default: cancel)')
    .option('--start-by <duration>', 'give up when nothing was accepted within this time')
    .option('--start-timeout <duration>', 'how long one start call may take (default: 1 minute)')
    .option('--give-up-after <duration>', 'how long after its expiry a stop is tried (default: 24 hours)')
    .option(
      '-c, --config <file>',
      'check endpoint and parameters by this file (default: reeve.yaml where there is one)',
    );
}

/** What is given of a definition beside its job, as the client's check wants it. */
export function typedTimes(options: ScheduleOptions, problems: Problem[]): Record<string, unknown> {
  const { cron, calendar, skip, catchUp, runs, ...rest } = options;
  const fields: Record<string, unknown> = {
    cron,
    calendars: calendar?.map((text) => readFields('--calendar', text, problems)),
    skip: skip?.map((text) => readFields('--skip', text, problems)),
    catchUpWindow: catchUp,
    runs: /^\d+$/.test(runs ?? '') ? Number(runs) : runs,
  };
  for (const name of [
    'every',
    'offset',
    'timeZone',
    'from',
    'until',
    'jitter',
    'overlap',
    'pauseOnFailure',
    'paused',
  ] as const) {
    fields[name] = rest[name];
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function readFields(option: string, text: string, problems: Problem[]): Record<string, string> {
  const words = text.trim().split(/\s+/);
  if (!words.every((word) => /^\w+=[^=]+$/.test(word))) {
    problems.push({ field: option, found: show(text), expected: "fields such as 'hour=2 dayOfWeek=MON-FRI'" });
  }
  return Object.fromEntries(words.map((word) => word.split('=') as [string, string]));
}

/** Mistakes in the words of the command line: its options, not a definition's fields. */
export function asTyped(problems: readonly Problem[]): Problem[] {
  return problems.map(({ field, ...rest }) => ({ field: optionOf(field), ...rest }));
}

const OPTIONS: Record<string, string> = {
  catchUpWindow: '--catch-up',
  name: '<name>',
  'job.endpoint': '<endpoint>',
  'job.operation': '<operation>',
};
const SAME = /^(cron|every|offset|skip|from|until|jitter|overlap|runs|paused|timeZone|pauseOnFailure|calendars)\b/;

function optionOf(field: string): string {
  const known = OPTIONS[field];
  if (known !== undefined) return known;
  if (field.startsWith('job.')) return field.slice('job.'.length);
  const kebab = (word: string) => word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return field.replace(SAME, (word) => `--${kebab(word).replace(/^calendars$/, 'calendar')}`);
}
