import { Context, log } from '@temporalio/activity';
import { RUN_JOB } from '../contract/messages.ts';
import { SCHEDULE_PREFIX } from '../contract/scheduled-time.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { quote } from './claims.ts';
import { countSchedule } from './meters.ts';

/**
 * Shows what became of the times of an endpoint's schedules as metrics. Temporal counts them in each schedule, and its
 * server has no metric of those that were skipped. They are read in the reclaim pass: it comes every ten minutes to each
 * endpoint anyway, and this adds one list, and one read for each schedule. A job itself could not tell: what was skipped
 * started none. Never fails the pass, whose stops are worth more.
 */
export async function countSchedules(endpoint: Endpoint): Promise<void> {
  const { client } = Context.current();
  try {
    for await (const { scheduleId, action } of client.schedule.list({
      query: `ReeveEndpoint = ${quote(endpoint.name)}`,
    })) {
      if (action?.workflowType !== RUN_JOB) continue;
      const { info, raw } = await client.schedule.getHandle(scheduleId).describe();
      countSchedule(endpoint, scheduleId.replace(SCHEDULE_PREFIX, ''), {
        skipped: info.numActionsSkippedOverlap,
        missed: info.numActionsMissedCatchupWindow,
        waiting: Number(raw.info?.bufferSize ?? 0),
      });
    }
  } catch (error) {
    // Also where somebody deletes a schedule between the list and the look.
    log.warn('the schedules could not be counted; the next pass does it again', { error });
  }
}
