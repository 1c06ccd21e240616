import { activityInfo, heartbeat } from '@temporalio/activity';
import type { Ended, EndJobInput } from '../contract/activities.ts';
import { isTerminal } from '../contract/job.ts';
import type { CancelReply } from '../contract/vendor.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { notYet, retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { type Denials, lookAt } from './look.ts';
import { untilNextLookMs } from './look-again.ts';
import { countDeniedStop } from './meters.ts';
import { attemptAtMs, endpointOf, temporalNowMs } from './start-context.ts';
import { toldText } from './told.ts';

/** A stop looks at least this often, however long it takes. */
const GREATEST_INTERVAL_MS = 30_000;
/** An accepted cancel that changes nothing is repeated after this time, one rung harder where the vendor has one. */
const REPEAT_AFTER_MS = 60_000;
/** After a cancel that took longer the look is left to the next attempt, which has a time-out of its own. */
const QUICK_MS = 5_000;

/** What one attempt tells the next, by heartbeat. Losing it repeats the cancel, which does no harm. */
interface Memory extends Denials {
  rung: number;
  /** When the vendor answered the cancel, by the server's clock. */
  answeredAtMs: number;
}

/**
 * Cancels at the vendor, then looks until the job is over, each look a retry. The proof is causal: the reading that it
 * returns was taken after the cancel's answer, by whatever attempt.
 */
export async function endJob(dependencies: ActivityDependencies, input: EndJobInput): Promise<Ended> {
  const before: Memory | undefined = activityInfo().heartbeatDetails;
  let memory = before;
  try {
    const endpoint = endpointOf(dependencies, input.endpoint);
    if (memory === undefined || isStale(memory)) {
      const began = performance.now();
      const reply = await cancel(endpoint, input, memory === undefined ? 0 : memory.rung + 1);
      if ('denied' in reply) {
        countDeniedStop(endpoint, reply.denied.reply);
        return reply;
      }
      const tookMs = performance.now() - began;
      memory = { rung: reply.rung, answeredAtMs: attemptAtMs() + tookMs };
      heartbeat(memory);
      if (tookMs > QUICK_MS) throw notYet('the cancel is answered', 1_000);
    }
    return await look(endpoint, input, memory);
  } catch (error) {
    if ((error as Error).name === 'ApplicationFailure') throw error;
    throw retryFailure(error, untilNextLookMs(1_000, GREATEST_INTERVAL_MS));
  }
}

/** Two whole attempts must fit in, or a slow vendor is canceled again and again and never looked at. */
function isStale({ answeredAtMs }: Memory): boolean {
  return attemptAtMs() - answeredAtMs > Math.max(REPEAT_AFTER_MS, 2 * activityInfo().startToCloseTimeoutMs);
}

async function look(endpoint: Endpoint, input: EndJobInput, { rung, answeredAtMs, ...before }: Memory): Promise<Ended> {
  const seen = await lookAt(endpoint, input.handle, before);
  if ('lost' in seen) return seen;
  if ('reading' in seen && isTerminal(seen.reading.state)) return seen;
  const denials = 'unseen' in seen ? seen.denials : {};
  if (denials.denials !== before.denials) heartbeat({ rung, answeredAtMs, ...denials } satisfies Memory);
  if ('unseen' in seen) throw seen.unseen;
  const delayMs = untilNextLookMs(endpoint.settings.intervals.stop, GREATEST_INTERVAL_MS);
  throw notYet(`the cancel is answered; still ${seen.reading.words}`, delayMs);
}

type Denied = Extract<CancelReply, { why: string }>;

async function cancel(
  endpoint: Endpoint,
  input: EndJobInput,
  rung: number,
): Promise<{ denied: Denied } | { rung: number }> {
  const reply = await endpoint.cancel({ handle: input.handle, secondsLeft: secondsLeft(input), rung });
  if (reply.reply === 'refused' || reply.reply === 'unsupported') {
    return { denied: { ...reply, why: toldText(reply.why) } };
  }
  return { rung };
}

/** Whole seconds that the job has left, at least 1; at a stop by expiry those that the stop has. */
function secondsLeft({ cause, expiresAtMs, giveUpAfterMs }: EndJobInput): number | null {
  if (cause === 'expiry') return Math.max(1, Math.floor(giveUpAfterMs / 1_000));
  return expiresAtMs === null ? null : Math.max(1, Math.floor((expiresAtMs - temporalNowMs()) / 1_000));
}
