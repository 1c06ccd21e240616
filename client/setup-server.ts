import type { Client, Connection } from '@temporalio/client';
import { call } from './call.ts';

/** The oldest server that Reeve was tried on. */
const TRIED = '1.29';

/** What the server and the namespace have of what Reeve rests on. */
export interface ServerReport {
  version: string;
  /** How long closed jobs, and with them their keys, are remembered. */
  retentionDays?: number;
  /** What is missing or was never tried; empty where nothing is. */
  warnings: string[];
}

/** Reads versions and features; changes nothing. */
export async function checkServer(client: Client): Promise<ServerReport> {
  const { namespace } = client.options;
  const { workflowService } = client.connection as Connection;
  const system = await call(client, () => workflowService.getSystemInfo({}));
  const described = await call(client, () => workflowService.describeNamespace({ namespace }));
  const { serverVersion: version, capabilities } = system;
  const updates = described.namespaceInfo?.capabilities;
  const seconds = described.config?.workflowExecutionRetentionTtl?.seconds;
  const lacks = [
    [capabilities?.supportsSchedules, 'schedules: nothing finds what ended jobs have left running'],
    [capabilities?.upsertMemo, 'changes of a memo: outcomes cannot be read without a worker'],
    [
      updates?.syncUpdate && updates.asyncUpdate,
      'updates: jobs can be neither extended nor suspended, nor a stop answered',
    ],
  ] as const;
  const missing = lacks.flatMap(([has, what]) => (has ? [] : [`the server has no ${what}`]));
  return {
    version,
    ...(seconds && { retentionDays: Number(seconds) / 86_400 }),
    warnings: [
      ...(isOlder(version, TRIED) ? [`Reeve was tried on ${TRIED} and later only, this is ${version}`] : []),
      ...missing,
    ],
  };
}

/** True where both are versions and the first comes before. */
export function isOlder(version: string, other: string): boolean {
  const [major = Number.NaN, minor = Number.NaN] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
