import type { State } from '../../contract/job.ts';

/** Our state for the vendor's word. A word that is not known keeps the job running. */
export function stateOf(word: string): State {
  return knownState(word) ?? 'running';
}

/** Undefined for a word that is not known. */
export function knownState(word: string): State | undefined {
  // Spaces for the form that the console shows, and for the trailing one that a public client compares with.
  switch (word.trim().replaceAll(' ', '_')) {
    case 'Pending':
      return 'queued';
    case 'Running':
    case 'Running_With_Errors':
      return 'running';
    case 'Complete':
      return 'succeeded';
    case 'Stopped_With_Error':
    // Nobody asked for this end, and the work is not done.
    case 'Interrupted':
      return 'failed';
    case 'Cancelled':
    case 'Cancelled_With_Errors':
      return 'canceled';
    default:
      return undefined;
  }
}
