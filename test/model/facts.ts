import type { Outcome } from '../../contract/job.ts';
import { EXTEND_BY_S } from './plan.ts';
import type { Done, Run } from './run-plans.ts';
import type { Entry } from './vendor.ts';

type Kind<W extends Entry['what']> = Extract<Entry, { what: W }>;

/** A sequence that has closed, with what the ledger and the askers say of it. Times are the server's. */
export interface Facts {
  run: Run;
  status: string;
  type: string | undefined;
  outcome: Outcome;
  closedAtMs: number;
  /** Where it would be with all the extensions that were granted; infinite for a job that never expires. */
  expiresAtMs: number;
  accepted: Kind<'accepted'>[];
  ended: Kind<'ended'> | undefined;
  /** When the vendor forgot the job; infinite where it did not. */
  vanishedAtMs: number;
  looks: Kind<'looked'>[];
  denials: Kind<'denied'>[];
  cancels: Kind<'cancelCalled'>[];
  starts: Kind<'startCalled'>[];
  /** Stops that were asked for and taken. */
  stops: Done[];
}

/** A step's time is quite exact: the server is held while it is done. */
export const SLACK_MS = 5_000;

export function factsOf(run: Run, closed: NonNullable<Run['closed']>, outcome: Outcome): Facts {
  const of = <W extends Entry['what']>(what: W) => run.ledger.filter((entry): entry is Kind<W> => entry.what === what);
  const accepted = of('accepted');
  const [first] = accepted;
  const { vanishS } = run.plan.vendor;
  return {
    run,
    status: closed.status,
    type: closed.type,
    outcome,
    closedAtMs: closed.atMs,
    expiresAtMs: expiryOf(run, closed.atMs),
    accepted,
    ended: of('ended')[0],
    vanishedAtMs: first === undefined || vanishS === 'never' ? Infinity : first.atMs + vanishS * 1_000,
    looks: of('looked'),
    denials: of('denied'),
    cancels: of('cancelCalled'),
    starts: of('startCalled'),
    stops: stopsOf(run),
  };
}

/** Temporal tells a workflow of its first cancel request only: a later one is taken, and asks for nothing. */
function stopsOf({ done }: Run): Done[] {
  const taken = done.filter((one) => one.taken);
  const first = taken.find(({ what }) => what === 'requestCancel');
  return taken.filter((one) => one.what === 'stop' || one === first);
}

/** True where an extension was answered with a new expiry. */
export function isGranted({ what, answer }: Done): boolean {
  return what === 'extend' && typeof (answer as { expiresAt?: unknown } | undefined)?.expiresAt === 'string';
}

/** The model's own reckoning: what was asked for, and each extension that was granted before a time. */
export function expiryOf(run: Run, untilMs: number): number {
  return extendedMs(run, run.done.filter((one) => isGranted(one) && one.sentAtMs < untilMs).length);
}

/** The expiry after so many extensions. */
export function extendedMs({ plan, startedAtMs }: Run, extensions: number): number {
  const { expiresInS } = plan.request;
  if (expiresInS === 'never') return Infinity;
  return startedAtMs + (expiresInS + extensions * EXTEND_BY_S) * 1_000;
}
