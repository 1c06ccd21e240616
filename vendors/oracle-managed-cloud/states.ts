import { isTerminal, type Reading, type State } from '../../contract/job.ts';

/** Words differ in case and in blanks, hyphens and slashes between the vendor's pages. */
function plain(words: string | undefined): string {
  return (words ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
}

/** The execution has no schedule: never had one, or no more. */
export function isUnscheduled(subStatus: string | undefined): boolean {
  return plain(subStatus) === 'ready for scheduling approval';
}

/**
 * What the workflow says of an execution or of one of its steps; undefined where it has not begun and only the
 * execution itself can tell. `success` is the vendor's, the other words are assumed.
 */
export function readWorkflow(word: string | undefined): State | undefined {
  switch (plain(word)) {
    case 'success':
      return 'succeeded';
    case 'failed':
    case 'failure':
    case 'error':
      return 'failed';
    case 'canceled':
    case 'cancelled':
      return 'canceled';
    case '':
    case 'pending':
    case 'scheduled':
    case 'not started':
    case 'notstarted':
      return undefined;
    // `In progress` and `running` too: what is not an end keeps the job running, known word or not.
    default:
      return 'running';
  }
}

/** The words that are read as running because they say so; the pages print neither. */
const RUNNING = new Set(['in progress', 'running']);

/** A workflow's word that is read as running only because it is not known. */
export function isUnknownWorkflow(word: string | undefined): boolean {
  return readWorkflow(word) === 'running' && !RUNNING.has(plain(word));
}

interface Words {
  status?: string | undefined;
  subStatus?: string | undefined;
}

/** `wasScheduled`: it had a schedule, or was called off before it ever got one. */
export function readExecution(
  { status, subStatus }: Words,
  wasScheduled: boolean,
): Pick<Reading, 'state' | 'words' | 'unknownWords'> {
  const word = subStatus ?? status;
  const words = [status, subStatus].filter((word) => word !== undefined).join(' / ') || 'no status';
  switch (plain(word)) {
    // The vendor's cancel is no end of its own: it takes the schedule away and leaves the record open.
    case 'ready for scheduling approval':
      return { state: wasScheduled ? 'canceled' : 'queued', words };
    case 'ready for execution':
      return { state: 'queued', words };
    case 'canceled':
    case 'cancelled':
      return { state: 'canceled', words };
    default:
      return {
        state: 'running',
        words,
        ...(word !== undefined && !RUNNING.has(plain(word)) && { unknownWords: true }),
      };
  }
}

/** The state of a job of several executions: over when all are over, and then only as good as the worst of them. */
export function combine(states: readonly State[]): State {
  const has = (state: State) => states.includes(state);
  if (!states.every(isTerminal))
    return states.every((state) => state === 'queued' || state === 'canceled') ? 'queued' : 'running';
  if (has('failed')) return 'failed';
  return has('canceled') ? 'canceled' : 'succeeded';
}
