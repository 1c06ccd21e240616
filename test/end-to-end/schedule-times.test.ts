import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { type Calendar, type CalendarFields, readCalendar } from '../../client/schedules-calendar.ts';
import { readCron } from '../../client/schedules-cron.ts';
import { specOf, timingOf, toldOf } from '../../client/schedules-spec.ts';
import { nextTimes, type Timing } from '../../client/schedules-times.ts';
import type { Problem } from '../../contract/request.ts';
import { startTemporalServer, type TemporalServer } from '../../dev/index.ts';

jest.setTimeout(60_000);
let server: TemporalServer;
let connection: Connection;
let client: Client;

beforeAll(async () => {
  server = await startTemporalServer({ headless: true });
  connection = await Connection.connect({ address: server.address });
  client = new Client({ connection });
});
afterAll(async () => {
  await connection.close();
  await server.stop();
}, 30_000);

interface Case {
  cron?: string[];
  calendars?: CalendarFields[];
  interval?: Timing['interval'];
  skip?: CalendarFields[];
  timeZone?: string;
  /** Days at which the server is asked for all times of the three that follow. */
  days?: readonly string[];
}

function timingFor({ cron = [], calendars = [], skip = [], interval, timeZone = 'UTC' }: Case): Timing {
  const problems: Problem[] = [];
  const read = [
    ...cron.map((line) => readCron('cron', line, problems)),
    ...calendars.map((fields) => readCalendar('calendars', fields, 'times', problems)),
  ];
  const skipped = skip.map((fields) => readCalendar('skip', fields, 'skip', problems));
  expect(problems).toEqual([]);
  return {
    calendars: read as Calendar[],
    skip: skipped as Calendar[],
    timeZone,
    ...(interval && { interval }),
  };
}

const at = (text: string) => Math.floor(Date.parse(text) / 1000);
/** With whole and half hours of daylight saving, midnights that do not exist, both hemispheres, and a zone without any. */
const ZONES = [
  ...['Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Santiago', 'America/St_Johns'],
  ...['Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kolkata', 'Pacific/Chatham', 'Atlantic/Azores'],
];
/** Around the nights of 2027 in which some of them change their clocks. */
const CHANGES = ['03-13', '03-27', '04-02', '04-29', '09-04', '09-25', '10-02', '10-28', '11-06'];

const CASES: [string, Case][] = [
  ['every quarter', { cron: ['*/15 * * * *'] }],
  ['a step from a value', { cron: ['3/20 4/7 * * *'] }],
  ['lists, ranges and steps', { cron: ['1,2,50-59/3 0-23/5 1-31/10 * *'] }],
  ['names, short and long', { cron: ['0 9 * janu-March Mo-fr', '30 17 * DEC su'] }],
  [
    'Sunday as 7, alone and at the end of a range',
    { cron: ['0 1 * * 7', '0 2 * * 5-7', '0 3 * * 1-7/2', '0 4 * * 3/2'] },
  ],
  ['the last day of February', { cron: ['0 0 29 2 *'] }],
  ['years', { cron: ['0 12 1 1 * 2028-2040/4'] }],
  ['seconds', { cron: ['*/7 59 23 31 12 * *'] }],
  ['shorthands', { cron: ['@hourly', '@weekly', '@monthly', '@yearly'] }],
  ['a calendar of a day of the month that is a Friday', { calendars: [{ dayOfMonth: 13, dayOfWeek: 'FRI', hour: 8 }] }],
  ['the first Monday of a month', { calendars: [{ dayOfMonth: '1-7', dayOfWeek: 'MON', hour: 2, minute: 30 }] }],
  ['an interval', { interval: { every: 5400, offset: 600 } }],
  ['an interval and a line', { interval: { every: 7200, offset: 0 }, cron: ['0 * * * *'] }],
  [
    'days that are skipped',
    { cron: ['0 6 * * *'], skip: [{ dayOfWeek: 'SAT,SUN' }, { month: 12, dayOfMonth: '24-26' }] },
  ],
  ['hours that are skipped', { cron: ['*/30 * * * *'], skip: [{ hour: '0-6' }], timeZone: 'Asia/Tokyo' }],
  ...ZONES.map((timeZone): [string, Case] => [
    `each half hour, and at midnight, where the clocks of ${timeZone} change`,
    { cron: ['20,50 * * * *', '0 0 * * *'], timeZone, days: CHANGES },
  ]),
  ...['Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe'].map((timeZone): [string, Case] => [
    `at half past one and twice from two on in ${timeZone}`,
    { cron: ['30 1 * * *', '*/30 2 * * *'], timeZone, days: CHANGES },
  ]),
];

type Answer = temporal.api.workflowservice.v1.IListScheduleMatchingTimesResponse;
const secondsOf = ({ startTime }: Answer) => (startTime ?? []).map(({ seconds }) => Number(seconds));

test.each(CASES)('%s: the same times as the server', async (name, each) => {
  const timing = timingFor(each);
  const scheduleId = name;
  const handle = await client.schedule.create({
    scheduleId,
    spec: specOf(
      timing,
      timing.calendars.map((calendar) => ({ calendar })),
      0,
    ),
    action: { type: 'startWorkflow', workflowType: 'none', taskQueue: 'none' },
    state: { paused: true },
  });
  const described = await handle.describe();
  expect(timingOf(described.spec)).toEqual(timing);

  const told = described.info.nextActionTimes.map((time) => time.getTime() / 1000);
  const since = at(described.info.createdAt.toISOString());
  expect(nextTimes(timing, since, 10)).toEqual(told);

  for (const day of each.days ?? []) {
    const start = at(`2027-${day}T00:00:00Z`);
    const end = start + 3 * 86_400;
    const answer = await client.workflowService.listScheduleMatchingTimes({
      namespace: 'default',
      scheduleId,
      startTime: { seconds: start as never },
      endTime: { seconds: end as never },
    });
    const times = secondsOf(answer);
    expect(times.length).toBeGreaterThan(4);
    expect({ day, times: nextTimes({ ...timing, until: end }, start, 1_000) }).toEqual({ day, times });
  }
});

test('with jitter the server is later than the times that are told, and by no more', async () => {
  const timing = timingFor({ cron: ['0 2 * * *'] });
  const handle = await client.schedule.create({
    scheduleId: 'jittered',
    spec: specOf(timing, [], 0),
    action: { type: 'startWorkflow', workflowType: 'none', taskQueue: 'none' },
    state: { paused: true },
  });
  const told = timing.calendars.map((calendar) => ({ calendar, cron: '0 2 * * *' }));
  await handle.update((before) => ({ ...before, spec: specOf(timing, told, 300_000) }) as never);
  const { spec, info } = await handle.describe();
  expect(toldOf(spec)).toEqual(told);
  const since = Math.floor((info.lastUpdatedAt ?? info.createdAt).getTime() / 1000);
  const later = nextTimes(timing, since, 10).map(
    (time, index) => (info.nextActionTimes[index]?.getTime() ?? 0) - time * 1000,
  );
  expect(later.every((ms) => ms >= 0 && ms <= 300_000)).toBe(true);
  expect(new Set(later).size).toBeGreaterThan(5);
});
