import type { Request } from './api.ts';
import type { Callback } from './params.ts';
import { CANCEL_REQUEST, writeCallback, writeCancel } from './wire.ts';

/** One live job on its way to its cancel. */
export interface Stop {
  jobId: string;
  /** Only the older list has it. */
  isOlder: boolean;
  rung: number;
  /** How the job's owner has said that it is canceled; undefined where nobody has. */
  callback: Callback | undefined;
  /** Whole seconds, or -1 for a job that never expires. */
  expirationTimeOut: number;
}

/** One request that cancels one job or several. */
export type CancelCall =
  | { form: 'callback'; jobIds: readonly string[]; callback: Callback; expirationTimeOut: number }
  | { form: 'action'; jobIds: readonly string[] }
  | { form: 'older'; jobIds: readonly string[] };

/** True where the rung goes by the job's callback: the first does, and after the newer form has changed nothing the next. */
export function goesByCallback(rung: number): boolean {
  return rung % 2 === 0;
}

/**
 * The requests for many jobs: by callback, ids together where callback and time are equal; by the newer form, all ids
 * together, where there is no callback, on every other rung, and on the first where several callbacks have one job each.
 */
export function cancelCalls(stops: readonly Stop[]): CancelCall[] {
  const older = stops
    .filter(({ isOlder }) => isOlder)
    .map(({ jobId }) => ({ form: 'older', jobIds: [jobId] }) as const);
  const tasks = stops.filter(({ isOlder }) => !isOlder);
  const byCallback = tasks.filter(({ callback, rung }) => callback !== undefined && goesByCallback(rung));
  const groups = [...Map.groupBy(byCallback, groupOf).values()];
  const lone = groups.filter((group) => group.length === 1).flat();
  const mixed = lone.filter(({ rung }) => rung === 0);
  const isMixed = (stop: Stop) => mixed.length > 1 && mixed.includes(stop);
  const callbacks = groups.flatMap((group): CancelCall[] => {
    const [first] = group;
    if (first?.callback === undefined || isMixed(first)) return [];
    const { callback, expirationTimeOut } = first;
    return [{ form: 'callback', jobIds: idsOf(group), callback, expirationTimeOut }];
  });
  const rest = idsOf(tasks.filter((stop) => !byCallback.includes(stop) || isMixed(stop)));
  return [...callbacks, ...(rest.length === 0 ? [] : [{ form: 'action', jobIds: rest } as const]), ...older];
}

function groupOf({ callback, expirationTimeOut }: Stop): string {
  return JSON.stringify([callback, expirationTimeOut]);
}

function idsOf(stops: readonly Stop[]): string[] {
  return [...new Set(stops.map(({ jobId }) => jobId))];
}

/** The same for each of the call's jobs alone. */
export function split(call: CancelCall): CancelCall[] {
  return call.jobIds.map((jobId) => ({ ...call, jobIds: [jobId] }));
}

export function requestOf(call: CancelCall): Request {
  const ids = call.jobIds.join(',');
  switch (call.form) {
    case 'callback': {
      const { callback, expirationTimeOut } = call;
      return { method: 'PUT', path: `/tasks/${ids}`, body: writeCallback({ ...callback, expirationTimeOut }) };
    }
    case 'action':
      return { method: 'PUT', path: '/tasks', body: writeCancel(call.jobIds) };
    case 'older':
      return { method: 'PUT', path: `/jobs/${ids}`, body: CANCEL_REQUEST };
  }
}
