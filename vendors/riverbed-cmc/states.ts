import type { State } from '../../contract/job.ts';

/**
 * What a job's status means to us. The vendor's page spells some of them in two ways. A job that ended as a success
 * though a push of it failed is a failed one: nobody may build on what was pushed in part.
 */
export function stateOf(jobStatus: string, someFailed: boolean): State {
  return knownState(jobStatus, someFailed) ?? 'running';
}

/** Undefined for a word that is not known. */
export function knownState(jobStatus: string, someFailed: boolean): State | undefined {
  switch (jobStatus) {
    case 'Queued':
      return 'queued';
    case 'InProgress':
    case 'IN_PROGRESS':
      return 'running';
    case 'Success':
    case 'SUCCESS':
      return someFailed ? 'failed' : 'succeeded';
    case 'Failed':
    case 'FAILED':
      return 'failed';
    case 'Canceled':
      return 'canceled';
    default:
      return undefined;
  }
}

/** Where the push of one feature to one appliance stands. */
export type PushState = 'waiting' | 'running' | 'done' | 'failed';

/** The result counts once the push is over: what stands there before is not documented. */
export function pushStateOf(status: string | undefined, result: string | undefined): PushState {
  switch (status) {
    case 'Pending':
      return 'waiting';
    case 'Running':
      return 'running';
    case 'Completed':
    case undefined:
      if (result === 'Fail') return 'failed';
      return status === 'Completed' || result === 'Success' ? 'done' : 'waiting';
    default:
      return 'running';
  }
}
