import type { Difference, ScheduleChange, ScheduledRun, ScheduleSnapshot, SettledSchedule } from '../client/index.ts';
import { show } from '../contract/request.ts';
import { plain } from './print.ts';

/** One line for each field that differs. */
export function differenceLines(differences: readonly Difference[]): string[] {
  return differences.map(
    ({ field, existing, requested }) => `    ${field}: ${plain(show(existing))} -> ${plain(show(requested))}`,
  );
}

const SIGNS = { create: '+', update: '~', delete: '-', none: ' ' } as const;

/** What is to be done, as a difference: nothing of what stays. */
export function changeLines(changes: readonly ScheduleChange[]): string[] {
  return changes
    .filter(({ change }) => change !== 'none')
    .flatMap(({ change, name, differences, checked }) => [
      `${SIGNS[change]} ${name}${change === 'create' && checked ? `: ${whenWords(checked.settled)}, ${jobWords(checked.settled)}` : ''}`,
      ...differenceLines(differences),
    ]);
}

/** When it fires, on one line. */
export function whenWords(settled: SettledSchedule): string {
  const { cron, calendars, every, offset, skip, timeZone, jitter } = settled;
  const fields = (each: object) =>
    Object.entries(each)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
  const times = [
    ...cron.map((line) => `'${line}'`),
    ...calendars.map(fields),
    ...(every === undefined ? [] : [`every ${every}${offset === undefined ? '' : ` + ${offset}`}`]),
  ];
  const but = skip.length === 0 ? '' : ` but ${skip.map(fields).join(', ')}`;
  return `${times.join(', ')}${but} ${timeZone}${jitter === undefined ? '' : `, up to ${jitter} later`}`;
}

function jobWords({ job }: SettledSchedule): string {
  return `${job.operation} on ${job.endpoint}`;
}

/** A schedule for people, a field a line. */
export function scheduleLines(schedule: ScheduleSnapshot): string[] {
  const { definition, paused, note, next, runs, taken, skipped, missed, waiting, remaining, trouble } = schedule;
  const { job, overlap, catchUpWindow, pauseOnFailure, from, until } = definition;
  const fields: [string, string | undefined][] = [
    ...trouble.map((words): [string, string] => ['look at', words]),
    ['state', paused ? `paused${note ? ` (${note})` : ''}` : 'active'],
    ['note', paused ? undefined : note],
    ['job', jobWords(definition)],
    ['parameters', job.params === undefined ? undefined : show(job.params)],
    ['labels', job.labels?.join(', ')],
    ['expires in', job.expiresIn],
    ['when', whenWords(definition)],
    ['window', from === undefined && until === undefined ? undefined : `${from ?? '...'} to ${until ?? '...'}`],
    ['overlap', overlap],
    ['catch-up', `${catchUpWindow}${pauseOnFailure ? '; paused when a run fails' : ''}`],
    [
      'times',
      `${taken} run, ${skipped} skipped, ${missed} missed, ${waiting} waiting${remaining === undefined ? '' : `, ${remaining} left`}`,
    ],
    ...runs.map((run, index): [string, string] => [index === 0 ? 'runs' : '', runWords(run)]),
    ...next.map((time, index): [string, string] => [
      index === 0 ? (paused ? 'if resumed' : 'next') : '',
      `${time}  ${localTime(time, definition.timeZone)}`,
    ]),
  ];
  const shown = fields.filter((field): field is [string, string] => field[1] !== undefined && field[1] !== '');
  return [schedule.name, ...shown.map(([name, value]) => `  ${name.padEnd(13)} ${plain(value)}`)];
}

function runWords({ id, status, state, verdict, holdsUp }: ScheduledRun): string {
  const stop = verdict === undefined ? '' : `, stop: ${verdict}`;
  return `${id}  ${state ?? 'never started'} (${status})${stop}${holdsUp > 0 ? `, holds up ${holdsUp}` : ''}`;
}

/** A time as the clocks show it there. */
export function localTime(time: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return plain(format.format(new Date(time)));
}
