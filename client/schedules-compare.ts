import { type Client, ScheduleNotFoundError } from '@temporalio/client';
import { type Difference, differencesOf } from '../contract/differences.ts';
import { scheduleIdOf } from '../contract/scheduled-time.ts';
import { call } from './call.ts';
import type { CheckedSchedule } from './schedules-check.ts';
import { describeSchedule } from './schedules-describe.ts';
import { explainScheduleError, UnknownSchedule } from './schedules-errors.ts';
import { createOptions, settledOf, updateOptions } from './schedules-options.ts';

/** What is to be done so that a schedule is as it is written. */
export interface ScheduleChange {
  change: 'create' | 'update' | 'delete' | 'none';
  name: string;
  /** For `update`: field by field. */
  differences: Difference[];
  /** The definition; absent for `delete`. */
  checked?: CheckedSchedule;
}

/** How a definition differs from what is there. */
export async function changeFor(client: Client, checked: CheckedSchedule): Promise<ScheduleChange> {
  const { name, settled, paused } = checked;
  try {
    const description = await describeSchedule(client, name);
    const isPaused = description.state.paused;
    const differences = [
      ...differencesOf(settledOf(description), settled),
      ...(paused === undefined || paused === isPaused
        ? []
        : [{ field: 'paused', existing: isPaused, requested: paused }]),
    ];
    return { change: differences.length === 0 ? 'none' : 'update', name, differences, checked };
  } catch (error) {
    if (error instanceof UnknownSchedule) return { change: 'create', name, differences: [], checked };
    throw error;
  }
}

/** Carries out one change. A schedule's runs go on, also where it is deleted. */
export async function carryOut(client: Client, { change, name, checked }: ScheduleChange): Promise<void> {
  try {
    if (change === 'delete') await remove(client, name);
    else if (checked === undefined || change === 'none') return;
    else if (change === 'create') await call(client, () => client.schedule.create(createOptions(checked)));
    else await update(client, checked);
  } catch (error) {
    throw explainScheduleError(error, name);
  }
}

/** Gone already is as good. */
async function remove(client: Client, name: string): Promise<void> {
  try {
    await call(client, () => client.schedule.getHandle(scheduleIdOf(name)).delete());
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

/** The names among these that are schedules of jobs right now: the list that they come from lags. */
export async function thoseThere(client: Client, names: readonly string[]): Promise<string[]> {
  const there = await Promise.all(names.map((name) => isThere(client, name)));
  return names.filter((_, index) => there[index]);
}

async function isThere(client: Client, name: string): Promise<boolean> {
  try {
    await describeSchedule(client, name);
    return true;
  } catch (error) {
    if (error instanceof UnknownSchedule) return false;
    throw error;
  }
}

async function update(client: Client, checked: CheckedSchedule): Promise<void> {
  const handle = client.schedule.getHandle(scheduleIdOf(checked.name));
  await call(client, () => handle.update((before) => updateOptions(checked, before)));
}
