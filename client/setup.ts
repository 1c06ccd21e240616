import type { Client, Connection, ScheduleOptions } from '@temporalio/client';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { RECLAIM, type ReclaimRequest } from '../contract/reclaim.ts';
import { INDEXED_VALUE_TYPES, SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { bounded, call } from './call.ts';
import { SEARCH_ATTRIBUTE_NAMES, searchAttributeCommands } from './search-attribute-commands.ts';
import { checkServer, type ServerReport } from './setup-server.ts';
import { GRPC, grpcFailure, isUnreachable, unreachable } from './unreachable.ts';

export interface SetupOptions {
  /** Endpoints that get a reclaim schedule. */
  endpoints: readonly string[];
  /** Between two passes over an endpoint. @default 600000 */
  reclaimEveryMs?: number;
}

/** What `setup` has found and done; empty lists where everything was there already. */
export interface SetupReport {
  server: ServerReport;
  searchAttributesAdded: string[];
  /** Where the server does not let us add them: why, and what somebody who may can run. */
  searchAttributesRefused?: { why: string; missing: string[]; commands: string[] };
  schedulesCreated: string[];
  schedulesUpdated: string[];
}

/** Makes what Reeve needs once in a namespace. May be repeated: what is there already stays, schedules get these settings. */
export async function setUp(client: Client, options: SetupOptions): Promise<SetupReport> {
  const { endpoints, reclaimEveryMs = 600_000 } = options;
  const server = await checkServer(client);
  const attributes = await addSearchAttributes(client);
  const schedulesCreated: string[] = [];
  const schedulesUpdated: string[] = [];
  for (const endpoint of endpoints) {
    const schedule = scheduleOf(endpoint, reclaimEveryMs);
    const isNew = await createOrUpdate(client, schedule);
    (isNew ? schedulesCreated : schedulesUpdated).push(schedule.scheduleId);
  }
  return { server, ...attributes, schedulesCreated, schedulesUpdated };
}

async function addSearchAttributes(
  client: Client,
): Promise<Pick<SetupReport, 'searchAttributesAdded' | 'searchAttributesRefused'>> {
  const { namespace } = client.options;
  const { operatorService } = client.connection as Connection;
  const listed = await unlessRefused(client, () => operatorService.listSearchAttributes({ namespace }));
  // Where we may not even read them, all of them may be missing.
  const there = listed.value?.customAttributes ?? {};
  const missing = SEARCH_ATTRIBUTE_NAMES.filter((name) => there[name] === undefined);
  const refused = (why: string) => ({
    searchAttributesAdded: [],
    searchAttributesRefused: { why, missing, commands: searchAttributeCommands(missing, namespace) },
  });
  if (listed.refused !== undefined) return refused(listed.refused);
  if (missing.length === 0) return { searchAttributesAdded: [] };
  const searchAttributes = Object.fromEntries(
    missing.map((name) => [name, INDEXED_VALUE_TYPES[SEARCH_ATTRIBUTES[name]]]),
  );
  const added = await unlessRefused(client, () => operatorService.addSearchAttributes({ namespace, searchAttributes }));
  return added.refused === undefined ? { searchAttributesAdded: missing } : refused(added.refused);
}

/** The server's words where it does not let us, or cannot: that is told, and does not end the rest. */
async function unlessRefused<T>(
  client: Client,
  work: () => Promise<T>,
): Promise<{ value: T; refused?: undefined } | { value?: undefined; refused: string }> {
  try {
    return { value: await bounded(client, work) };
  } catch (error) {
    const failure = grpcFailure(error);
    if (failure !== undefined && REFUSALS.has(failure.code)) return { refused: failure.details };
    throw isUnreachable(error) ? unreachable(error, `(namespace ${client.options.namespace})`) : error;
  }
}

const REFUSALS = new Set<number>([
  GRPC.INVALID_ARGUMENT,
  GRPC.PERMISSION_DENIED,
  GRPC.FAILED_PRECONDITION,
  GRPC.UNIMPLEMENTED,
]);

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
