import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { readBody } from './body.ts';
import { parseDate } from './dates.ts';
import { type Execution, isOver, UNITS } from './execution.ts';
import { invalid, unparsable, wrongState } from './replies.ts';
import type { Platform } from './routes.ts';
import { conflictView, scheduledView } from './views.ts';

const scheduling = z.looseObject({
  action: z.string(),
  scheduledTime: z.string(),
  checkAutoDisable: z.boolean().optional(),
  downStreamExecutions: z.array(z.looseObject({ scheduledTime: z.string(), activityType: z.string() })).default([]),
});
type Scheduling = z.infer<typeof scheduling>;

interface Plan {
  type: string;
  startAt: number;
}

/** When what shall run, the execution itself first; or what is wrong with it. */
function planOf(execution: Execution, asked: Scheduling, earliest: number, leadMinutes: number): Plan[] | string {
  const { scheduledTime, downStreamExecutions } = asked;
  const wanted = [{ scheduledTime, activityType: execution.type }, ...downStreamExecutions];
  const plan = wanted.map((one) => ({ type: one.activityType, startAt: parseDate(one.scheduledTime) ?? Number.NaN }));
  const [own, ...after] = plan;
  const isStrange = ({ type }: Plan) => type === execution.type || !execution.activity.types.includes(type);
  if (plan.some(({ startAt }) => Number.isNaN(startAt))) return 'scheduledTime is not a date.';
  if (plan.some(({ startAt }) => startAt < earliest)) {
    return `ScheduleTime must be at least ${leadMinutes} minutes from the current time.`;
  }
  if (after.length > 1 || after.some(isStrange)) {
    return 'There are no downstream executions of that type for this activity.';
  }
  const isEarly = after.some(({ startAt }) => startAt <= (own?.startAt ?? 0));
  return isEarly ? 'A downstream execution must be scheduled after the execution that it follows.' : plan;
}

function conflictsWith(execution: Execution, plan: Plan[], { conflicts }: Platform) {
  const { duration } = execution;
  const windows = plan.map(({ startAt }) => ({ start: startAt, end: startAt + duration.value * UNITS[duration.unit] }));
  const found = windows.flatMap((window) => conflicts.against(execution, window));
  return [...new Map(found.map((rfc) => [rfc.rfcNumber, rfc])).values()];
}

/** Assumption: the record down-stream is made by the first schedule that names it, and kept from then on. */
function downStreamOf(execution: Execution, type: string, user: string, { executions }: Platform): Execution {
  const { place, summary, duration, bounce, activity, parameters, contact, note } = execution;
  const asked = { place, summary, duration, bounce, activity, parameters, contact, note, type, user };
  return execution.downStream.find((one) => one.type === type) ?? executions.create({ ...asked, parent: execution });
}

function carryOut(call: Call, execution: Execution, plan: Plan[], platform: Platform): void {
  for (const { type, startAt } of plan) {
    const user = call.user ?? '';
    const member = type === execution.type ? execution : downStreamOf(execution, type, user, platform);
    call.ids.push(member.id);
    if (!isOver(member) && member.state !== 'running') platform.schedules.schedule(member, startAt, user);
  }
}

/** PUT executions/{id} {"action":"schedule"}: schedules it, or schedules it anew. */
export function answerSchedule(call: Call, execution: Execution, platform: Platform): Reply {
  const body = readBody(call);
  if (body === undefined) return unparsable();
  const { data: asked, error } = scheduling.safeParse(body);
  if (asked === undefined) return invalid(z.prettifyError(error));
  if (asked.action.toLowerCase() !== 'schedule') return invalid('action is schedule or cancel.');
  if (execution.state === 'running') return wrongState('The execution is in progress.');
  if (isOver(execution)) return wrongState('The execution is closed.');
  const { clock, leadMinutes, utcOffsetMinutes } = platform;
  // The vendor prints whole seconds, and reads them: the odd part of the current second is not held against anybody.
  const earliest = Math.floor(clock.now() / 1000) * 1000 + leadMinutes * UNITS.minutes;
  const plan = planOf(execution, asked, earliest, leadMinutes);
  if (typeof plan === 'string') return invalid(plan);
  const found = conflictsWith(execution, plan, platform);
  if (found.length > 0) {
    const conflicts = found.map((rfc) => conflictView(rfc, utcOffsetMinutes));
    return jsonReply(platform.conflictStatus, { conflicts });
  }
  carryOut(call, execution, plan, platform);
  return jsonReply(200, scheduledView(execution, utcOffsetMinutes));
}
