import type { Reading } from '../../contract/job.ts';

/** What a status code of CCS means to us, with the name that the vendor's page gives it. */
export function readStatus(
  status: number,
  customText: string | undefined,
): Pick<Reading, 'state' | 'words' | 'unknownWords'> {
  switch (status) {
    case 0:
      return { state: 'queued', words: 'None' };
    case 1:
      return { state: 'queued', words: 'Pending' };
    case 2:
      return { state: 'running', words: 'Executing' };
    case 3:
      return { state: 'running', words: 'Idle' };
    case 4:
      return { state: 'succeeded', words: 'Completed' };
    case 5:
      return { state: 'failed', words: 'Faulted' };
    // What it means stands in the text alone, which is no end that we could be sure of.
    case 6:
      return { state: 'running', words: customText ?? 'Custom' };
    case 7:
      return { state: 'canceled', words: 'Aborted' };
    default:
      return { state: 'running', words: `unknown status ${status}`, unknownWords: true };
  }
}
