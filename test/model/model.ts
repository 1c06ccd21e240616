import type { Outcome } from '../../contract/job.ts';
import { CLOSINGS } from './closings.ts';
import { expiryOf, extendedMs, type Facts, factsOf, isGranted, SLACK_MS } from './facts.ts';
import type { Run } from './run-plans.ts';

/** A rule of the model: what may be true at the end of any sequence. Answers what is wrong, or nothing. */
type Rule = (facts: Facts) => string | false | undefined;

/** How soon after the asking the vendor must have heard of a stop, if it can be reached. */
const STOP_REACHES_MS = 120_000;

/** Each rule under the name that a report gives it. */
const RULES: Record<string, Rule> = {
  'one start': ({ accepted }) => accepted.length > 1 && `${accepted.length} jobs were started`,

  'the status, its type and the verdict belong together': (facts) => {
    const closing = facts.status === 'FAILED' ? facts.type : facts.status;
    const check = CLOSINGS[closing ?? ''];
    return check === undefined ? `closed as ${facts.status} ${facts.type}` : check(facts);
  },

  "a terminal state is the vendor's own": ({ outcome, ended }) => {
    const { state } = outcome;
    if (state !== 'succeeded' && state !== 'failed' && state !== 'canceled') return false;
    return ended?.state !== state && `the outcome says ${state}, the ledger ${ended?.state ?? 'that it runs'}`;
  },

  'canceled is proven by a look after the cancel was answered': ({ run, outcome }) => {
    if (outcome.verdict !== 'canceled') return false;
    const { proof } = outcome;
    if (proof?.state !== 'canceled') return 'there is no proof';
    const seen = run.ledger.findIndex((entry) => entry.what === 'looked' && `look ${entry.look}` === proof.message);
    const answered = run.ledger.findIndex(
      (entry) => entry.what === 'cancelCalled' && ['accepted', 'alreadyOver', 'unknownJob'].includes(entry.reply),
    );
    if (seen < 0) return 'the proof was never read at the vendor';
    return (answered < 0 || seen < answered) && 'the proof was read before the vendor had answered the cancel';
  },

  'nothing is left running': ({ accepted, ended, vanishedAtMs, closedAtMs, outcome, type }) => {
    const mayRun = outcome.verdict === 'left' || type === 'StopUnconfirmed' || type === 'StartAmbiguous';
    if (mayRun || accepted.length === 0) return false;
    const overAtMs = Math.min(ended?.atMs ?? Infinity, vanishedAtMs);
    return overAtMs > closedAtMs && "closed while the vendor's job still ran";
  },

  'a stop is heard by the vendor': (facts) => {
    if (facts.run.plan.request.onStop === 'leave') return false;
    return askings(facts).some((askedAtMs) => isDropped(facts, askedAtMs)) && 'it ran on, and no cancel was sent';
  },

  'nothing is canceled unasked': ({ cancels, stops, expiresAtMs, run }) => {
    const [first] = cancels;
    if (first === undefined) return false;
    if (run.plan.request.onStop === 'leave') return 'canceled although it was to be left';
    const mayFrom = Math.min(...stops.map(({ sentAtMs }) => sentAtMs), expiresAtMs);
    return first.atMs < mayFrom - SLACK_MS && `canceled ${mayFrom - first.atMs} ms before anybody asked or its expiry`;
  },

  'who asks gets a verdict': ({ stops, outcome, closedAtMs }) => {
    const isEarly = stops.some(({ heardAtMs }) => heardAtMs + SLACK_MS < closedAtMs);
    return isEarly && outcome.verdict === undefined && 'a stop was asked for, and the outcome has no verdict';
  },

  'a verdict needs a stop': ({ stops, outcome, closedAtMs, expiresAtMs, type }) => {
    if (outcome.verdict === undefined || type === 'StartExpired') return false;
    return stops.length === 0 && closedAtMs < expiresAtMs - SLACK_MS && `${outcome.verdict}, but nobody asked`;
  },

  "a request is not given the expiry's reason": ({ outcome }) =>
    outcome.cause === 'request' && outcome.message?.startsWith('not over within') && `it says: ${outcome.message}`,

  'an asker is told what is so': ({ stops, outcome, cancels }) => {
    for (const { what, answer } of stops) {
      if (what !== 'stop') continue;
      const { verdict } = (answer ?? {}) as { verdict?: string };
      if (verdict === 'refused' && cancels.some(({ reply }) => reply === 'refused')) continue;
      const after = outcome.verdict ?? (verdict === 'finishedFirst' || verdict === 'unconfirmed' ? verdict : undefined);
      if (verdict === undefined || verdict !== after) return `told ${verdict}, but it was ${outcome.verdict}`;
    }
    return false;
  },

  'an extension moves the expiry': ({ run }) => {
    const told = run.done
      .filter(isGranted)
      .map(({ answer }) => Date.parse((answer as { expiresAt: string }).expiresAt));
    const wrong = told.sort((one, other) => one - other).find((ms, index) => ms !== extendedMs(run, index + 1));
    return wrong !== undefined && `told ${new Date(wrong).toISOString()}`;
  },

  'an extension is refused only once a stop has begun': ({ run, closedAtMs, stops }) => {
    const refused = run.done.find((one) => {
      if (one.what !== 'extend' || isGranted(one) || one.sentAtMs > closedAtMs - SLACK_MS) return false;
      const isStopped = stops.some(({ sentAtMs }) => sentAtMs <= one.heardAtMs);
      const expiresAtMs = expiryOf(run, one.sentAtMs);
      return !isStopped && expiresAtMs !== Infinity && one.heardAtMs < expiresAtMs - SLACK_MS;
    });
    return refused && `refused: ${refused.answer}`;
  },

  'a query tells what was seen': ({ run, looks }) => {
    for (const { what, taken, answer, heardAtMs } of run.done) {
      if (what !== 'look' || !taken) continue;
      const { state } = answer as { state: string };
      const isSeen = state === 'queued' || looks.some((look) => look.state === state && look.atMs <= heardAtMs);
      if (!isSeen) return `told ${state}, which no look had seen`;
    }
    return false;
  },

  'it ends in time': ({ run, closedAtMs, expiresAtMs }) => {
    const latestMs = expiresAtMs + run.plan.request.giveUpAfterS * 1_000 + SLACK_MS;
    return closedAtMs > latestMs && `closed ${closedAtMs - latestMs} ms too late`;
  },
};

/** When a stop was asked for, by whomever. */
function askings({ stops, expiresAtMs }: Facts): number[] {
  return [...stops.map(({ heardAtMs }) => heardAtMs), expiresAtMs];
}

/** A job that ran on long after it was known and its stop was asked for, with no cancel since that stop was opened. */
function isDropped(facts: Facts, askedAtMs: number): boolean {
  const { looks, cancels } = facts;
  // Who asks while a stop is on joins it; only a refusal has ended it.
  const refusedAtMs = Math.max(
    ...cancels.filter(({ reply, atMs }) => reply === 'refused' && atMs < askedAtMs).map(({ atMs }) => atMs),
  );
  const openedAtMs = Math.min(...askings(facts).filter((atMs) => atMs > refusedAtMs - SLACK_MS));
  return looks.some(
    ({ atMs, state }) =>
      !['succeeded', 'failed', 'canceled'].includes(state) &&
      atMs > Math.max(askedAtMs, looks[0]?.atMs ?? 0) + STOP_REACHES_MS &&
      !cancels.some((cancel) => cancel.atMs > openedAtMs - SLACK_MS && cancel.atMs < atMs),
  );
}

/** What the model says against a run; nothing for a good one. */
export function violations(run: Run): string[] {
  const { closed } = run;
  if (closed === undefined) return ['it ends in time: it has not closed'];
  const { outcome } = closed;
  if (outcome === undefined) return [`the outcome is in the memo: closed as ${closed.status} without one`];
  const facts = factsOf(run, closed, outcome satisfies Outcome);
  return Object.entries(RULES).flatMap(([name, rule]) => {
    const wrong = rule(facts);
    return wrong ? [`${name}: ${wrong}`] : [];
  });
}
