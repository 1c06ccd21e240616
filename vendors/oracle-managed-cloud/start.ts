import type { z } from 'zod';
import type { StartContext, Started } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { unexpected } from '../answers.ts';
import type { Answer } from '../http.ts';
import type { Errand, McsApi } from './api.ts';
import { writeDate } from './dates.ts';
import type { McsHandle } from './handle.ts';
import { madeBefore } from './identity.ts';
import { scheduleOf } from './look.ts';
import type { RunConfig } from './params.ts';
import { SCOPES } from './settings.ts';
import { readExecution } from './states.ts';
import { changed, conflicting, type scheduleBody } from './wire.ts';

/** The vendor's rule. */
const LEAST_AHEAD_MS = 16 * 60_000;
/** Where no time was asked for: soon, with room for clocks that differ and for two calls. */
const DEFAULT_AHEAD_MS = 17 * 60_000;

/** Makes an execution and schedules it; with `resume`, schedules one that was made before. */
export async function start(
  api: McsApi,
  params: RunConfig,
  context: StartContext,
  resume?: McsHandle,
): Promise<Started<McsHandle>> {
  const errand: Errand = { kind: 'start', signal: context.signal };
  const schedule = planSchedule(params, context.nowMs());
  await api.session.requireScopes([SCOPES.create, SCOPES.approve, SCOPES.read], errand.kind, errand.signal);
  const handle = resume ?? (await createExecution(api, params, context.stamp, errand));
  const outcome = await scheduleExecution(api, handle, schedule, errand).catch((error: unknown) => {
    // The one changing call of a resumed start: its own failure says whether it was carried out.
    if (resume !== undefined) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new VendorError('AnswerLost', `execution ${handle.executionId} was made, its schedule is not known: ${why}`);
  });
  if (outcome instanceof VendorError) throw outcome;
  return outcome;
}

type Schedule = z.input<typeof scheduleBody>;

/** Refuses times that the vendor would refuse, before anything is sent. */
function planSchedule({ scheduledTime, downStream, checkAutoDisable }: RunConfig, nowMs: number): Schedule {
  const earliestMs = nowMs + LEAST_AHEAD_MS;
  const startMs = scheduledTime === undefined ? nowMs + DEFAULT_AHEAD_MS : Date.parse(scheduledTime);
  const refuse = (field: string, expected: string, foundMs: number) => {
    throw new VendorError('InvalidRequest', `${field}: found ${writeDate(foundMs)}, expected ${expected}`);
  };
  if (startMs < earliestMs) {
    const rule = `a time at least 16 minutes ahead, after ${writeDate(earliestMs)}`;
    refuse('params.scheduledTime', rule, startMs);
  }
  const others = downStream.map(({ scheduledTime: time, activityType }, at) => {
    const ms = Date.parse(time);
    if (ms <= startMs) refuse(`params.downStream.${at}.scheduledTime`, `a time after ${writeDate(startMs)}`, ms);
    return { scheduledTime: writeDate(ms), activityType };
  });
  return {
    action: 'schedule',
    scheduledTime: writeDate(startMs),
    ...(others.length === 0 ? {} : { checkAutoDisable, downStreamExecutions: others }),
  };
}

async function createExecution(api: McsApi, params: RunConfig, stamp: string, errand: Errand): Promise<McsHandle> {
  const { instanceId, summary, duration, bounce, config, primaryContact, customerNote } = params;
  const note = customerNote === undefined ? {} : { customerNote };
  const body = {
    summary: stampSummary(summary, stamp),
    duration,
    bounce,
    config,
    ticketingDetails: { primaryContact, ...note },
  };
  return { instanceId, executionId: await api.create(instanceId, body, errand), downStream: [], scheduled: false };
}

/** The title that people see at the vendor, with Reeve's mark. */
export function stampSummary(summary: string, stamp: string): string {
  return `${summary} [${stamp}]`;
}

/** A VendorError that is returned is the vendor's word that nothing was scheduled: looking for it would find no more. */
async function scheduleExecution(
  api: McsApi,
  handle: McsHandle,
  schedule: Schedule,
  errand: Errand,
): Promise<Started<McsHandle> | VendorError> {
  const { instanceId, executionId } = handle;
  const sent = await api.schedule(instanceId, executionId, schedule, errand);
  const conflicts = readConflicts(sent.answer);
  if (conflicts.length > 0) {
    const why = `conflicts with ${conflicts.join(', ')}; execution ${executionId} stays open, without a schedule`;
    return new VendorError('Conflict', `${api.endpoint}: ${why}`);
  }
  const record = api.read(api.good(sent), changed);
  if (record.id !== undefined && record.id !== executionId)
    throw unexpected(api.endpoint, sent.call, `the answer is of execution ${record.id}`);
  const { scheduled, downStream } = scheduleOf(record);
  if (!scheduled) throw new VendorError('UnexpectedResponse', `${api.endpoint}: ${executionId} was left unscheduled`);
  const message = `scheduled for ${record.scheduledStart ?? schedule.scheduledTime}`;
  return {
    handle: { ...madeBefore(sent.answer), ...handle, downStream, scheduled },
    vendorJobId: executionId,
    reading: { ...readExecution(record, scheduled), message, readAt: new Date().toISOString() },
  };
}

/** The RFC numbers of what stands in the way; which status the vendor says it with is not documented. */
function readConflicts({ status, text }: Answer): string[] {
  if (status >= 500) return [];
  try {
    return conflicting.parse(JSON.parse(text)).conflicts.map(({ rfcNumber }) => rfcNumber);
  } catch {
    return [];
  }
}
