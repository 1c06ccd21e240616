import type { Client, ScheduleSummary } from '@temporalio/client';
import type { Difference } from '../contract/differences.ts';
import { RUN_JOB } from '../contract/messages.ts';
import { isEndpointName, type Problem, show } from '../contract/request.ts';
import { scheduledTimeText, scheduleIdOf, scheduleNameOf } from '../contract/scheduled-time.ts';
import { call } from './call.ts';
import { InvalidRequest } from './errors.ts';
import { attribute } from './record.ts';
import { type CheckedSchedule, checkSchedule } from './schedules-check.ts';
import { carryOut, changeFor, type ScheduleChange, thoseThere } from './schedules-compare.ts';
import type { Overlap, ScheduleDefinition, SettledSchedule } from './schedules-definition.ts';
import { describeSchedule, getSchedule, type ScheduleSnapshot } from './schedules-describe.ts';
import { explainScheduleError } from './schedules-errors.ts';
import { settledOf } from './schedules-options.ts';
import {
  type BackfillOptions,
  type BackfillPlan,
  backfillSchedule,
  planBackfill,
  type Triggered,
  triggerSchedule,
} from './schedules-start.ts';
import { nextTimes } from './schedules-times.ts';

/** A schedule as the list tells it, a moment late. */
export interface ScheduleRecord {
  name: string;
  endpoint?: string;
  operation?: string;
  paused: boolean;
  note?: string;
  /** The next time. */
  next?: string;
  /** The last run. */
  last?: { job: string; startedAt: string };
}

/** What a definition comes to. */
export interface SchedulePlan {
  /** The next times at which it fires, before jitter. */
  next: string[];
  settled: SettledSchedule;
}

/** Who pauses or resumes it, and why: kept in the schedule's note. */
export interface SchedulePause {
  by?: string;
  reason?: string;
}

/**
 * Schedules that start jobs. See docs/schedules.md.
 *
 * ```ts
 * await reeve.schedules.create('nightly-audit', {
 *   cron: '0 2 * * MON-FRI',
 *   timeZone: 'Europe/Berlin',
 *   job: { endpoint: 'ccs-hq', operation: 'run', params: { jobId }, expiresIn: '2 hours' },
 * });
 * ```
 */
export class Schedules {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /** Checks a definition and tells its next times, before jitter; throws `InvalidRequest` with all its mistakes. */
  plan(name: string, definition: ScheduleDefinition, count?: number): SchedulePlan {
    return planSchedule(name, definition, count);
  }

  /** Throws `InvalidRequest`, `ScheduleExists`, `NamespaceNotPrepared` or `TemporalUnreachable`. */
  async create(name: string, definition: ScheduleDefinition): Promise<void> {
    await carryOut(this.#client, {
      change: 'create',
      name,
      differences: [],
      checked: checked(name, definition, Date.now()),
    });
  }

  /** Makes an existing schedule as it is defined here, and answers what was changed. */
  async update(name: string, definition: ScheduleDefinition): Promise<Difference[]> {
    const wanted = checked(name, definition, Date.now());
    await describeSchedule(this.#client, name);
    const change = await changeFor(this.#client, wanted);
    await carryOut(this.#client, change);
    return change.differences;
  }

  /** How a schedule stands, with its runs and what is wrong. */
  get(name: string): Promise<ScheduleSnapshot> {
    return getSchedule(this.#client, name);
  }

  /** The definition that is on record: what `update` takes. */
  async definition(name: string): Promise<SettledSchedule> {
    return settledOf(await describeSchedule(this.#client, name));
  }

  list(options: { endpoint?: string } = {}): Promise<ScheduleRecord[]> {
    const { endpoint } = options;
    if (endpoint !== undefined && !isEndpointName(endpoint)) {
      throw new InvalidRequest([{ field: 'endpoint', found: show(endpoint), expected: 'an endpoint name' }]);
    }
    const query = endpoint === undefined ? {} : { query: `ReeveEndpoint = '${endpoint}'` };
    return call(this.#client, async () => {
      const records: ScheduleRecord[] = [];
      for await (const summary of this.#client.schedule.list(query)) {
        const record = recordOf(summary);
        if (record !== undefined) records.push(record);
      }
      return records.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    });
  }

  pause(name: string, { by, reason }: SchedulePause = {}): Promise<void> {
    return this.#patch(name, (handle) => handle.pause(noteOf('paused', by, reason)));
  }

  /** Its times count again from now on; those that have passed meanwhile are not made up for. */
  resume(name: string, { by, reason }: SchedulePause = {}): Promise<void> {
    return this.#patch(name, (handle) => handle.unpause(noteOf('resumed', by, reason)));
  }

  /** Starts a run now, by the schedule's own overlap policy where no other is asked for. */
  trigger(name: string, options: { overlap?: Overlap } = {}): Promise<Triggered> {
    return triggerSchedule(this.#client, name, options.overlap);
  }

  /** What `backfill` would run. */
  planBackfill(name: string, options: BackfillOptions): Promise<BackfillPlan> {
    return planBackfill(this.#client, name, options);
  }

  /** Runs the times of a span that is past; those that have a job on record are left out. */
  backfill(name: string, options: BackfillOptions): Promise<BackfillPlan> {
    return backfillSchedule(this.#client, name, options);
  }

  /** Deletes the schedule. Its runs go on. */
  async delete(name: string): Promise<void> {
    await this.#patch(name, (handle) => handle.delete());
  }

  /**
   * How definitions differ from what is there. Throws `InvalidRequest` with all mistakes of all of them.
   *
   * @param options.prune lists those to be deleted that are not among them
   */
  async compare(
    definitions: Readonly<Record<string, ScheduleDefinition>>,
    options: { prune?: boolean } = {},
  ): Promise<ScheduleChange[]> {
    const problems: Problem[] = [];
    const wanted = Object.entries(definitions).map(([name, definition]) => {
      const found: Problem[] = [];
      const one = checkSchedule(name, definition, found);
      problems.push(...found.map((problem) => ({ ...problem, field: `${name}.${problem.field}` })));
      return one;
    });
    if (problems.length > 0) throw new InvalidRequest(problems);
    const there = wanted.filter((one) => one !== undefined);
    const changes = await Promise.all(there.map((one) => changeFor(this.#client, one)));
    if (!options.prune) return changes;
    const others = (await this.list()).map(({ name }) => name).filter((name) => !Object.hasOwn(definitions, name));
    const gone = await thoseThere(this.#client, others);
    return [...changes, ...gone.map((name): ScheduleChange => ({ change: 'delete', name, differences: [] }))];
  }

  /** Carries out one change of `compare`. */
  carryOut(change: ScheduleChange): Promise<void> {
    return carryOut(this.#client, change);
  }

  async #patch(
    name: string,
    work: (handle: ReturnType<Client['schedule']['getHandle']>) => Promise<void>,
  ): Promise<void> {
    await describeSchedule(this.#client, name);
    try {
      await call(this.#client, () => work(this.#client.schedule.getHandle(scheduleIdOf(name))));
    } catch (error) {
      throw explainScheduleError(error, name);
    }
  }
}

/** The same without Temporal, which is asked nothing. */
export function planSchedule(name: string, definition: ScheduleDefinition, count = 10): SchedulePlan {
  const { settled, timing } = checked(name, definition, Date.now());
  const next = nextTimes(timing, Math.floor(Date.now() / 1000), Math.min(count, settled.runs ?? count));
  return { next: next.map((time) => scheduledTimeText(new Date(time * 1000))), settled };
}

function checked(name: string, definition: ScheduleDefinition, nowMs: number): CheckedSchedule {
  const problems: Problem[] = [];
  const read = checkSchedule(name, definition, problems, nowMs);
  if (read === undefined) throw new InvalidRequest(problems);
  return read;
}

function noteOf(what: string, by = 'somebody', reason?: string): string {
  return `${what} by ${by}${reason === undefined ? '' : `: ${reason}`}`;
}

/** Undefined for a schedule that is not one of Reeve's jobs. */
function recordOf(summary: ScheduleSummary): ScheduleRecord | undefined {
  const name = scheduleNameOf(summary.scheduleId);
  if (name === undefined || (summary.action && summary.action.workflowType !== RUN_JOB)) return undefined;
  const { typedSearchAttributes: attributes, state, info } = summary;
  const endpoint = attributes?.get(attribute('ReeveEndpoint'));
  const operation = attributes?.get(attribute('ReeveOperation'));
  const [next] = info.nextActionTimes;
  const last = info.recentActions.at(-1);
  return {
    name,
    ...(endpoint !== undefined && { endpoint }),
    ...(operation !== undefined && { operation }),
    paused: state.paused,
    ...(state.note && { note: state.note }),
    ...(next && { next: next.toISOString() }),
    ...(last && { last: { job: last.action.workflow.workflowId, startedAt: last.takenAt.toISOString() } }),
  };
}
