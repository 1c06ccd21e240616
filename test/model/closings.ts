import { type Facts, SLACK_MS } from './facts.ts';

/** Answers what is wrong with a sequence that has closed in this way, or nothing. */
type Check = (facts: Facts) => string | false | undefined;

const wasCancelRequested = ({ stops }: Facts) => stops.some(({ what }) => what === 'requestCancel');
const isStopVerdict = ({ outcome }: Facts) => ['canceled', 'neverStarted', 'left'].includes(outcome.verdict ?? '');

/** What stands for a stop that is over: the verdict, and what the ledger must say to it. */
function stopped(facts: Facts): string | false {
  const { outcome, ended, accepted } = facts;
  if (!isStopVerdict(facts)) return `a stop that is over has no verdict ${outcome.verdict}`;
  if (outcome.verdict === 'canceled') return ended?.state !== 'canceled' && 'canceled, but not by the ledger';
  if (outcome.verdict === 'neverStarted') return accepted.length > 0 && 'neverStarted, but the vendor has it';
  return facts.run.plan.request.onStop !== 'leave' && 'left, but nobody wanted that';
}

/** The vendor finished; a stop that was asked for came too late, or was denied. */
function finished(state: 'succeeded' | 'failed'): Check {
  return ({ outcome, ended }) => {
    if (ended?.state !== state || outcome.state !== state) return `${state}, but not by the ledger`;
    const { verdict } = outcome;
    return verdict !== undefined && verdict !== 'finishedFirst' && verdict !== 'refused' && `the verdict is ${verdict}`;
  };
}

/** The closing table of docs/concepts.md, read from the outside: Temporal's status or the failure's type. */
export const CLOSINGS: Record<string, Check> = {
  COMPLETED: finished('succeeded'),
  JobFailed: finished('failed'),

  CANCELLED: (facts) => {
    if (!wasCancelRequested(facts)) return 'Canceled without a cancel request';
    if (facts.outcome.cause !== 'request') return `Canceled by ${facts.outcome.cause}`;
    return stopped(facts);
  },

  JobCanceled: (facts) => {
    const { outcome, ended, stops, closedAtMs } = facts;
    if (outcome.cause === 'vendor') return ended?.state !== 'canceled' && 'canceled by nobody';
    const earlier = stops.some((stop) => stop.what === 'requestCancel' && stop.heardAtMs + SLACK_MS < closedAtMs);
    if (earlier) return 'Failed although a cancel request was made';
    return outcome.cause !== 'request' ? `by ${outcome.cause}` : stopped(facts);
  },

  JobExpired: (facts) => {
    if (facts.outcome.cause !== 'expiry') return `expired by ${facts.outcome.cause}`;
    return facts.closedAtMs < facts.expiresAtMs - SLACK_MS ? 'before its expiry' : stopped(facts);
  },

  StartExpired: ({ run, accepted, closedAtMs, outcome }) => {
    const { startByS } = run.plan.request;
    if (startByS === 'unset' || closedAtMs < run.startedAtMs + startByS * 1_000 - SLACK_MS) return 'too early';
    return (accepted.length > 0 || outcome.verdict !== 'neverStarted') && 'something was started';
  },

  Forbidden: ({ starts, accepted }) =>
    (accepted.length > 0 || starts.at(-1)?.answer !== 'Forbidden') && 'the start was not refused',

  StartAmbiguous: ({ run, starts, closedAtMs, expiresAtMs }) => {
    if (!starts.some(({ answer }) => answer === 'lost')) return 'no start was lost';
    const { searchable } = run.plan.vendor;
    const gaveUpAtMs = expiresAtMs + run.plan.request.giveUpAfterS * 1_000;
    return searchable && closedAtMs < gaveUpAtMs - SLACK_MS && 'it could have been searched for longer';
  },

  JobLost: ({ denials, vanishedAtMs, closedAtMs }) => {
    if (vanishedAtMs > closedAtMs) return 'the vendor knew it all the time';
    const forMs = (denials.at(-1)?.atMs ?? 0) - (denials[0]?.atMs ?? 0);
    return (denials.length < 3 || forMs < 180_000 - SLACK_MS) && `after ${denials.length} looks in ${forMs} ms`;
  },

  StopUnconfirmed: ({ run, outcome, closedAtMs, expiresAtMs }) => {
    const gaveUpAtMs = expiresAtMs + run.plan.request.giveUpAfterS * 1_000;
    if (closedAtMs < gaveUpAtMs - SLACK_MS) return 'given up too early';
    return outcome.verdict !== 'unconfirmed' && `the verdict is ${outcome.verdict}`;
  },
};
