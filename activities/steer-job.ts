import type { SteerJobInput } from '../contract/activities.ts';
import type { SteerAnswer } from '../contract/messages.ts';
import type { SuspendReply } from '../contract/vendor.ts';
import { changeFailure } from './failure.ts';
import type { ActivityDependencies } from './index.ts';
import { callSignal, endpointOf } from './start-context.ts';
import { toldText } from './told.ts';

/** Suspends or resumes at the vendor. What that has changed is seen by the next look, and by nothing else. */
export async function steerJob(dependencies: ActivityDependencies, input: SteerJobInput): Promise<SteerAnswer> {
  const { verb, handle } = input;
  try {
    const { vendor, vendorName, capabilities } = endpointOf(dependencies, input.endpoint);
    const call = vendor[verb]?.bind(vendor);
    if (call === undefined || capabilities[verb] === 'none') {
      return { reply: 'unsupported', message: `${vendorName} has no way to ${verb} a job; it is watched on` };
    }
    const [reply] = await call([handle], { signal: callSignal() });
    if (reply === undefined || Error.isError(reply)) throw reply ?? new Error('the vendor answered nothing');
    return answerOf(reply);
  } catch (error) {
    throw changeFailure(error);
  }
}

function answerOf(reply: SuspendReply): SteerAnswer {
  if (reply.reply !== 'accepted') return { reply: 'refused', message: toldText(reply.why) };
  return { reply: 'accepted', ...(reply.note !== undefined && { note: toldText(reply.note) }) };
}
