import { activityInfo, heartbeat } from '@temporalio/activity';
import type { Ended, EndJobInput } from '../contract/activities.ts';
import { isTerminal } from '../contract/job.ts';
import type { CancelReply } from '../contract/vendor.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { notYet, retryFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { untilNextLookMs } from './look-again.ts';
import { attemptAtMs, endpointOf, temporalNowMs } from './start-context.ts';

/** A stop looks at least this often, however long it takes. */
const GREATEST_INTERVAL_MS = 30_000;
/** An accepted cancel that changes nothing is repeated after this time, one rung harder where the vendor has one. */
const REPEAT_AFTER_MS = 60_000;

/** What one attempt tells the next, by heartbeat. Losing it repeats the cancel, which does no harm. */
interface Memory {
  /** What the vendor answered to the cancel. */
  reply?: CancelReply['reply'];
  rung: number;
  atMs: number;
}

/**
 * Cancels at the vendor, then looks until the job is over, each look a retry. The proof is causal: the reading that it
 * returns was taken after the cancel's answer, by whatever attempt.
 */
export async function endJob(dependencies: ActivityDependencies, input: EndJobInput): Promise<Ended> {
  try {
    const endpoint = endpointOf(dependencies, input.endpoint);
    const memory: Memory | undefined = activityInfo().heartbeatDetails;
    const isAnswered = memory?.reply !== undefined && attemptAtMs() - memory.atMs < REPEAT_AFTER_MS;
    if (!isAnswered) {
      const denied = await cancel(endpoint, input, memory === undefined ? 0 : memory.rung + 1);
      if (denied !== undefined) return { denied };
    }
    const reading = await endpoint.look(input.handle);
    if (isTerminal(reading.state)) return { reading };
    throw notYet(
      `cancel answered; still ${reading.words}`,
      untilNextLookMs(endpoint.settings.intervals.stop, GREATEST_INTERVAL_MS),
    );
  } catch (error) {
    if ((error as Error).name === 'ApplicationFailure') throw error;
    throw retryFailure(error, untilNextLookMs(1_000, GREATEST_INTERVAL_MS));
  }
}

async function cancel(
  endpoint: Endpoint,
  input: EndJobInput,
  rung: number,
): Promise<Extract<CancelReply, { why: string }> | undefined> {
  const reply = await endpoint.cancel({ handle: input.handle, secondsLeft: secondsLeft(input), rung });
  if (reply.reply === 'refused' || reply.reply === 'unsupported') return reply;
  heartbeat({ reply: reply.reply, rung, atMs: attemptAtMs() } satisfies Memory);
  return undefined;
}

/** Whole seconds that the job has left, at least 1; at a stop by expiry those that the stop has. */
function secondsLeft({ cause, expiresAtMs, giveUpAfterMs }: EndJobInput): number | null {
  if (cause === 'expiry') return Math.max(1, Math.floor(giveUpAfterMs / 1_000));
  return expiresAtMs === null ? null : Math.max(1, Math.floor((expiresAtMs - temporalNowMs()) / 1_000));
}
