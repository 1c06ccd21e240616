import type { Client, Connection, ScheduleOptions } from '@temporalio/client';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { RECLAIM, type ReclaimRequest } from '../contract/reclaim.ts';
import { INDEXED_VALUE_TYPES, SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { call } from './call.ts';

export interface SetupOptions {
  /** Endpoints that get a reclaim schedule. */
  endpoints: readonly string[];
  /** Between two passes over an endpoint. @default 600000 */
  reclaimEveryMs?: number;
}

/** What `setup` has done; empty lists where everything was there already. */
export interface SetupReport {
  searchAttributesAdded: string[];
  schedulesCreated: string[];
  schedulesUpdated: string[];
}

/** Makes what Reeve needs once in a namespace. May be repeated: what is there already stays, schedules get these settings. */
export async function setUp(client: Client, options: SetupOptions): Promise<SetupReport> {
  const { endpoints, reclaimEveryMs = 600_000 } = options;
  const searchAttributesAdded = await addSearchAttributes(client);
  const schedulesCreated: string[] = [];
  const schedulesUpdated: string[] = [];
  for (const endpoint of endpoints) {
    const schedule = scheduleOf(endpoint, reclaimEveryMs);
    const isNew = await createOrUpdate(client, schedule);
    (isNew ? schedulesCreated : schedulesUpdated).push(schedule.scheduleId);
  }
  return { searchAttributesAdded, schedulesCreated, schedulesUpdated };
}

async function addSearchAttributes(client: Client): Promise<string[]> {
  const { namespace } = client.options;
  const { operatorService } = client.connection as Connection;
  const { customAttributes } = await call(client, () => operatorService.listSearchAttributes({ namespace }));
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => customAttributes[name] === undefined);
  if (missing.length === 0) return [];
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, INDEXED_VALUE_TYPES[type]]));
  await call(client, () => operatorService.addSearchAttributes({ namespace, searchAttributes }));
  return missing.map(([name]) => name);
}

/** One pass at a time, none made up for, and each ends before the next begins: a hanging one would hide all others. */
function scheduleOf(endpoint: string, everyMs: number): ScheduleOptions & { scheduleId: string } {
  const request: ReclaimRequest = { endpoint };
  return {
    scheduleId: `reclaim/${endpoint}`,
    spec: { intervals: [{ every: everyMs }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    action: {
      type: 'startWorkflow',
      workflowType: RECLAIM,
      workflowId: `reclaim/${endpoint}`,
      taskQueue: WORKFLOW_QUEUE,
      args: [request],
      workflowExecutionTimeout: Math.max(60_000, everyMs - 10_000),
    },
    state: { note: `stops what ended jobs have left running at ${endpoint}` },
  };
}

/** True where it was not there before. */
async function createOrUpdate(client: Client, schedule: ScheduleOptions & { scheduleId: string }): Promise<boolean> {
  try {
    await call(client, () => client.schedule.create(schedule as never));
    return true;
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const { scheduleId, ...rest } = schedule;
  // Whether somebody has paused it stays as it is.
  await call(client, () =>
    client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...rest, state: { ...state } }) as never),
  );
  return false;
}
