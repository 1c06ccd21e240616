import type { Command } from 'commander';
import { addScheduleApply } from './schedule-apply.ts';
import { addScheduleBackfill } from './schedule-backfill.ts';
import { addScheduleCreate } from './schedule-create.ts';
import { addScheduleDelete, addSchedulePause, addScheduleResume, addScheduleTrigger } from './schedule-one.ts';
import { addScheduleList, addScheduleShow } from './schedule-show.ts';
import { addScheduleUpdate } from './schedule-update.ts';

const HELP = `
Schedules are Temporal's own: they go on with no Reeve around, and are seen in its Web UI under schedule/<name>. Each run is
a job, job/<endpoint>/<schedule>-<time>. {{scheduledTime}} in its labels and parameters becomes that time.

Examples:
  reeve schedule create nightly ccs-hq run --param jobId=… --expires-in 2h --cron '0 2 * * MON-FRI' --time-zone Europe/Berlin
  reeve schedule show nightly
  reeve schedule apply schedules.yaml --dry-run`;

export function addSchedule(program: Command): void {
  const group = program
    .command('schedule')
    .summary('start jobs by cron, calendar or interval')
    .description('Schedules that start jobs.')
    .addHelpText('after', HELP);
  const adds = [
    ...[addScheduleCreate, addScheduleList, addScheduleShow, addScheduleUpdate, addSchedulePause, addScheduleResume],
    ...[addScheduleTrigger, addScheduleBackfill, addScheduleDelete, addScheduleApply],
  ];
  for (const add of adds) add(group);
}
