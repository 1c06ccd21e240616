import type { Clock } from '../core/clock.ts';
import type { Control, JobPatch } from '../core/fault-script.ts';
import type { Ending } from '../core/ledger.ts';
import type { Execution } from './execution.ts';
import type { Executions } from './executions.ts';
import type { Runs } from './runs.ts';
import type { Schedules } from './schedules.ts';
import type { Tokens } from './tokens.ts';
import type { Users } from './users.ts';

interface ControlInput {
  executions: Executions;
  runs: Runs;
  schedules: Schedules;
  tokens: Tokens;
  users: Users;
  clock: Clock;
}

/** The id now belongs to somebody else's running execution at the same place. */
function replace(execution: Execution, { executions, runs }: ControlInput): void {
  executions.remove(execution);
  const { id, product, request, place, duration, activity, behaviour } = execution;
  const endless = { ...activity, behaviour: { ...behaviour, seconds: Number.POSITIVE_INFINITY } };
  const [type = ''] = activity.types;
  const asked = {
    id,
    product,
    request,
    place,
    duration,
    type,
    summary: 'Nightly maintenance',
    bounce: false,
    user: 'colleague',
  };
  runs.begin(executions.create({ ...asked, activity: endless }));
}

/**
 * The vendor's own console cancels as the API does, and can stop what runs as well. What has lost its schedule stays open,
 * but there is nothing left of it that could end.
 */
function endNow(execution: Execution, how: Ending, { runs, schedules }: ControlInput): void {
  if (execution.ledger.ended !== undefined) return;
  const isWaiting = execution.state === 'scheduled' || execution.state === 'open';
  if (how === 'canceled' && isWaiting) {
    execution.behaviour = { ...execution.behaviour, stopSeconds: 0 };
    schedules.cancel(execution, { user: 'console' });
  } else runs.end(execution, how, { user: 'console' });
}

function setJob(id: string, patch: JobPatch, input: ControlInput): boolean {
  const execution = input.executions.all().find((one) => one.id === id);
  if (execution === undefined) return false;
  if (patch.end !== undefined) endNow(execution, patch.end, input);
  if (patch.set !== undefined) {
    execution.shown = { ...execution.shown, ...patch.set };
    const { state, changes } = execution.ledger;
    changes.push({ at: Date.now(), state, words: `shown ${JSON.stringify(patch.set)}` });
  }
  if (patch.vanish !== undefined) execution.hiddenUntil = patch.vanish ? Number.POSITIVE_INFINITY : 0;
  if (patch.hideMs !== undefined) execution.hiddenUntil = input.clock.now() + patch.hideMs;
  if (patch.replace) replace(execution, input);
  return true;
}

export function createControl(input: ControlInput): (action: Control) => boolean {
  return (action) => {
    switch (action.do) {
      case 'setJob':
        return setJob(action.job ?? '', action.patch, input);
      case 'expireTokens':
        // There are no other tokens than access tokens.
        input.tokens.expire();
        return true;
      case 'setPassword':
        return input.users.setPassword(action.user, action.password);
      default:
        return false;
    }
  };
}
