import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

/** As the CLI spells them. */
export type SearchAttributeType = 'Bool' | 'Datetime' | 'Double' | 'Int' | 'Keyword' | 'KeywordList' | 'Text';

const frontend = 'temporal.api.workflowservice.v1.WorkflowService';
const serving = 1; // grpc.health.v1: SERVING
const typeNumbers = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 };

/** Connects for the time of `work`. */
export async function connected<T>(address: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  // gRPC's own pause after a refused connection is a second; a server that starts needs less.
  const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 50, 'grpc.max_reconnect_backoff_ms': 200 };
  const connection = Connection.lazy({ address, channelArgs });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/**
 * Waits until the server serves and its parts know the namespace, or until `over` says to give up. On a busy machine a new
 * server serves before they do, and refuses the first calls with "Namespace not found".
 */
export async function awaitServing(connection: Connection, namespace: string, over: () => boolean): Promise<void> {
  while (!over()) {
    if ((await healthOf(connection)) === serving && (await knows(connection, namespace))) return;
    await sleep(50);
  }
}

export async function versionOf(connection: Connection): Promise<string> {
  return (await connection.workflowService.getSystemInfo({})).serverVersion;
}

/** The CLI registers them with a new namespace only; a database file that is older may lack some. */
export async function addMissing(
  connection: Connection,
  namespace: string,
  wanted: Record<string, SearchAttributeType>,
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(wanted).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, typeNumbers[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

async function knows(connection: Connection, namespace: string): Promise<boolean> {
  try {
    const list = () => connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
    await connection.withDeadline(Date.now() + 1000, list);
    return true;
  } catch {
    return false; // Not yet; what else is wrong shows itself in the caller's first call.
  }
}

async function healthOf(connection: Connection): Promise<number | undefined> {
  try {
    const check = () => connection.healthService.check({ service: frontend });
    return (await connection.withDeadline(Date.now() + 1000, check)).status;
  } catch {
    return undefined; // Not up yet.
  }
}
