import type { Call } from '../core/call.ts';
import type { Surroundings } from '../core/world.ts';
import type { Callback, Job, Part } from './job.ts';
import type { Behaviour } from './works.ts';

export interface NewPart {
  title: string;
  customUid?: string | undefined;
  target?: string | undefined;
  uid?: string;
  parts?: NewPart[];
}

export interface NewJob extends NewPart {
  category: string;
  user: string;
  call?: Call;
  /** Everything that was asked, in one form for the same work. */
  content?: string;
  args?: string[];
  behaviour?: Behaviour | undefined;
  callback?: Callback | undefined;
  expirationTimeOut?: number;
  isLegacy?: boolean;
  onComplete?: () => void;
}

// The page's sample answer to a new task with a subtask is ["152", "153"].
const LAST_SEEDED_ID = 151;

/** Makes jobs, pending, with the next ids: the job's first, then those of its subtasks. */
export function createJobMaker({ clock, ledger }: Surroundings): (asked: NewJob) => Job {
  let lastId = LAST_SEEDED_ID;

  function newPart({ title, customUid, target, uid = String(++lastId), parts = [] }: NewPart): Part {
    const own: Part = { uid, title, state: 'Pending', percentage: 0, parts: parts.map(newPart) };
    if (customUid !== undefined) own.customUid = customUid;
    if (target !== undefined) own.target = target;
    return own;
  }

  return (asked) => {
    const { category, user, call, content, behaviour, callback } = asked;
    const part = newPart(asked);
    const entry = { id: part.uid, name: part.title, state: 'waiting', words: part.state, user } as const;
    return {
      ...part,
      category,
      createdBy: user,
      args: asked.args ?? [],
      createdAt: clock.now(),
      ...(behaviour === undefined ? {} : { behaviour }),
      ...(callback === undefined ? {} : { callback }),
      expirationTimeOut: -1,
      isStopping: false,
      cancelledBy: '',
      isLegacy: asked.isLegacy ?? false,
      timer: () => {},
      expiry: () => {},
      onComplete: asked.onComplete ?? (() => {}),
      ledger: ledger.accepted({ ...entry, ...(call && { call }), ...(content === undefined ? {} : { content }) }),
      shown: {},
      hiddenUntil: 0,
    };
  };
}
