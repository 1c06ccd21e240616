import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { type Execution, familyOf, isOver } from './execution.ts';
import { wrongState } from './replies.ts';
import type { Platform } from './routes.ts';
import { recordView } from './views.ts';

function refusal(execution: Execution, cancelOpen: Platform['cancelOpen']): Reply | undefined {
  if (execution.state === 'running') {
    return wrongState('The execution is in progress: its schedule can no longer be cancelled.');
  }
  if (isOver(execution)) return wrongState('The execution is closed.');
  if (execution.state === 'open') {
    return cancelOpen === 'refuse' ? wrongState('The execution is not scheduled.') : undefined;
  }
  const isLocked = execution.behaviour.refusesCancel === true;
  return isLocked ? wrongState('The execution is locked by change management: its schedule stays.') : undefined;
}

/** PUT executions/{id} {"action":"cancel"}: takes the schedule away and leaves the record open. */
export function answerCancel(call: Call, execution: Execution, platform: Platform): Reply {
  const { ledger, schedules, cancelOpen } = platform;
  const refused = refusal(execution, cancelOpen);
  ledger.cancelRequest(call, execution.id, refused === undefined ? 'accepted' : 'refused');
  if (refused !== undefined) return refused;
  call.ids.push(...familyOf(execution).map(({ id }) => id));
  if (call.acceptNothing) return jsonReply(200, recordView(execution, 'open'));
  schedules.cancel(execution, { user: call.user ?? '', call: call.n });
  return jsonReply(200, recordView(execution));
}
