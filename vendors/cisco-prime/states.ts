import type { State } from '../../contract/job.ts';
import type { Summary } from './wire.ts';

/** The three words that JobSummary has for a job, its latest run and that run's result. */
export type Words = Pick<Summary, 'jobStatus' | 'runStatus' | 'resultStatus'>;

/** True where a run is on its way: it is stopped by its run id, and by nothing else. */
export function hasLiveRun({ runStatus }: Words): boolean {
  return runStatus === 'RUNNING' || runStatus === 'PAUSING' || runStatus === 'PAUSED';
}

const BEGUN = new Set(['RUNNING', 'PAUSING', 'PAUSED', 'COMPLETED', 'ABORTED', 'INTERRUPTED', 'CANCELLED']);

/** True where the latest run is real: before that, a run id may still be a placeholder. */
export function hasBegun({ runStatus }: Words): boolean {
  return runStatus !== undefined && BEGUN.has(runStatus);
}

/** Every word of JobSpecState, WorkState and ResultState. */
const KNOWN: Readonly<Record<keyof Words, ReadonlySet<string>>> = {
  jobStatus: new Set([
    'SCHEDULED',
    'COMPLETED',
    'SUSPENDED',
    'CANCELLED',
    'PENDINGAPPROVAL',
    'EXPIREDBEFOREAPPROVAL',
    'UNDEFINED',
  ]),
  runStatus: new Set([...BEGUN, 'UNKNOWN', 'CREATED', 'PENDING_EXECUTION']),
  resultStatus: new Set([
    'UNKNOWN',
    'SUCCESS',
    'PARTIALSUCCESS',
    'FAILURE',
    'ROLLBACKED',
    'CANCELFAILED',
    'CANCELLED',
    'PENDINGEXECUTION',
    'PAUSED',
    'PARTIALFAILURE',
  ]),
};

/** True where one of the words stands in none of the vendor's lists, whether or not it decides. */
export function hasUnknownWord({ jobStatus, runStatus, resultStatus }: Words): boolean {
  const isUnknown = (word: string | undefined, of: keyof Words) => word !== undefined && !KNOWN[of].has(word);
  return (
    isUnknown(jobStatus, 'jobStatus') || isUnknown(runStatus, 'runStatus') || isUnknown(resultStatus, 'resultStatus')
  );
}

/** The vendor's words as people read them; each is cut, for nothing says that an unknown one is short. */
export function describeWords({ jobStatus, runStatus, resultStatus }: Words): string {
  return [jobStatus, runStatus, resultStatus].map((word) => (word ?? '-').slice(0, 40)).join(' / ');
}

/**
 * Our state for Prime's words. The run comes first: suspending or canceling a job does not touch a run that is on its
 * way, and a recurring job goes back to SCHEDULED when its run is over. A word that is not known keeps the job running.
 */
export function stateOf(words: Words): State {
  switch (words.runStatus) {
    case 'RUNNING':
    case 'PAUSING':
      return 'running';
    case 'PAUSED':
      return 'suspended';
    case 'COMPLETED':
      return stateOfResult(words.resultStatus);
    case 'CANCELLED':
      // The run is over, and a cancel that failed did not end it: what did, Prime does not say.
      return words.resultStatus === 'CANCELFAILED' ? 'failed' : 'canceled';
    case 'ABORTED':
    case 'INTERRUPTED':
      return words.resultStatus === 'CANCELLED' ? 'canceled' : 'failed';
    case 'CREATED':
      return stateBeforeRun(words, true);
    case 'PENDING_EXECUTION':
    case 'UNKNOWN':
    case undefined:
      return stateBeforeRun(words, false);
    default:
      return 'running';
  }
}

/** Where no run has begun. A run that is created already may still begin under a job that is canceled by now. */
function stateBeforeRun({ jobStatus, runStatus, resultStatus }: Words, created: boolean): State {
  switch (jobStatus) {
    case 'SCHEDULED':
    case 'PENDINGAPPROVAL':
      return 'queued';
    case 'SUSPENDED':
      return created ? 'queued' : 'suspended';
    case 'CANCELLED':
      return created && resultStatus !== 'CANCELLED' ? 'queued' : 'canceled';
    case 'EXPIREDBEFOREAPPROVAL':
      return created ? 'queued' : 'failed';
    case 'COMPLETED':
      // The trigger has fired for the last time; a run that is only waiting is yet to come.
      return created || runStatus === 'PENDING_EXECUTION' ? 'queued' : stateOfResult(resultStatus);
    default:
      // UNDEFINED, or a word that is not known.
      return 'running';
  }
}

/** How a run ended that is over. Part of a deploy that failed is a failed deploy. */
function stateOfResult(resultStatus: string | undefined): State {
  switch (resultStatus) {
    case 'SUCCESS':
      return 'succeeded';
    case 'FAILURE':
    case 'PARTIALSUCCESS':
    case 'PARTIALFAILURE':
    case 'ROLLBACKED':
    case 'CANCELFAILED':
      return 'failed';
    case 'CANCELLED':
      return 'canceled';
    default:
      // UNKNOWN, PENDINGEXECUTION, PAUSED, none or a word that is not known: the result is not written yet.
      return 'running';
  }
}
