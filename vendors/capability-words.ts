import { formatDuration } from '../contract/duration.ts';
import type { Capabilities, FindBy, Reach } from '../contract/vendor.ts';

/** How one capability is told. The command line, its warnings and docs/vendors.md have their words from here alone. */
export interface CapabilityWords {
  title: string;
  /** What the capability is about, a sentence. */
  about: string;
  /** What each value means, where values are words of ours: half a sentence. */
  meanings?: Readonly<Record<string, string>>;
  /** What a vendor declares; nothing where there is nothing of the kind. */
  tell(capabilities: Capabilities): readonly Told[];
}

export interface Told {
  value: string;
  /** Where it differs by operation. */
  operation?: string;
}

const FOUND_BY: Readonly<Record<FindBy, string>> = {
  stamp: "by Reeve's own mark on the job, surely",
  content: 'by what was asked, and when; where several jobs may be it, the job ends as StartAmbiguous and names them',
  none: "not at all: the job ends as StartAmbiguous, and the vendor's job may run unseen",
};

const CANCELED: Readonly<Record<Reach, string>> = {
  both: 'a job can be stopped while it waits for its time and while it runs',
  running: 'a job can be stopped while it runs',
  scheduled: 'a job can be stopped only while it waits for its time; once it runs, the vendor refuses',
  none: 'a job cannot be stopped at all',
};

const SUSPENDED: Readonly<Record<Reach, string>> = {
  both: 'what waits for its time, and what runs',
  running: 'what runs',
  scheduled: 'what waits for its time; what runs goes on',
  none: 'no job',
};

const ONE_BY_ONE = 1;
const inOneCall = (greatest: number) => (greatest === ONE_BY_ONE ? 'one by one' : `up to ${greatest}`);
const told = (...values: readonly string[]): Told[] => values.map((value) => ({ value }));

/** A capability without words does not compile. */
export const CAPABILITY_WORDS: { readonly [Name in keyof Capabilities]: CapabilityWords } = {
  find: {
    title: 'Lost start',
    about: 'How a job is found again whose start was sent and never answered, so that it is not started twice.',
    meanings: FOUND_BY,
    tell: ({ find }) => Object.entries(find).map(([operation, value]) => ({ operation, value })),
  },
  startSettlesMs: {
    title: 'Start settles',
    about:
      'How long a start without an answer may still be accepted: only after this time does finding nothing mean that ' +
      'nothing was started.',
    tell: ({ startSettlesMs }) => told(formatDuration(startSettlesMs)),
  },
  cancel: {
    title: 'Cancel',
    about: 'Which jobs a stop reaches, whether it is asked for or comes from the expiry.',
    meanings: CANCELED,
    tell: ({ cancel }) => told(cancel),
  },
  looksInOneCall: {
    title: 'Looks in one call',
    about: "Looks at one endpoint's jobs that fall together go out as one call to the vendor, where it takes many ids.",
    tell: ({ looksInOneCall }) => told(inOneCall(looksInOneCall)),
  },
  cancelsInOneCall: {
    title: 'Cancels in one call',
    about: "Cancels of one endpoint's jobs that fall together go out as one call too, where the vendor takes many ids.",
    tell: ({ cancelsInOneCall }) => told(inOneCall(cancelsInOneCall)),
  },
  suspend: {
    title: 'Suspend',
    about: 'Which jobs can be suspended.',
    meanings: SUSPENDED,
    tell: ({ suspend }) => told(suspend),
  },
  resume: {
    title: 'Resume',
    about: 'Which suspended jobs can be resumed.',
    meanings: SUSPENDED,
    tell: ({ resume }) => told(resume),
  },
  percent: {
    title: 'Percent',
    about: 'Whether the vendor tells how far a running job is.',
    tell: ({ percent }) => told(percent ? 'yes' : 'no'),
  },
  adopt: {
    title: 'Adopt by',
    about:
      "The vendor's ids by which a job that somebody else has started can be watched and stopped (`reeve run --adopt`).",
    tell: ({ adopt }) => told(...adopt),
  },
  login: {
    title: 'Log-in',
    about: 'The ways to log in, in the words of the vendor.',
    tell: ({ login }) => told(...login),
  },
  rateLimitSigns: {
    title: 'Rate-limit signs',
    about: 'How the vendor says "not now", beside the statuses 429 and 503 of HTTP.',
    tell: ({ rateLimitSigns }) => told(...rateLimitSigns),
  },
};

/** A value with what it means, for a line of its own: `scheduled (a job can be stopped only …)`. */
export function withMeaning({ meanings }: CapabilityWords, { value, operation }: Told): string {
  const meaning = meanings?.[value];
  return `${operation === undefined ? '' : `${operation}: `}${value}${meaning === undefined ? '' : ` (${meaning})`}`;
}
