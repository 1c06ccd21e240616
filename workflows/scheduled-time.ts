import { ApplicationFailure, defineSearchAttributeKey } from '@temporalio/common';
import { patched, upsertMemo, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { JobRequest } from '../contract/job.ts';
import { MEMO_REQUEST } from '../contract/messages.ts';
import {
  fillScheduledTime,
  hasScheduledTime,
  SCHEDULED_START_TIME,
  SCHEDULED_TIME,
} from '../contract/scheduled-time.ts';

const STARTED_FOR = defineSearchAttributeKey(SCHEDULED_START_TIME, 'DATETIME');

/**
 * Fills in the time of the schedule's run, and puts the request as it then is on record: in the memo it stood as the
 * schedule keeps it. A job without the placeholder costs nothing; with it three or four events.
 */
export function withScheduledTime(request: JobRequest): JobRequest {
  // A job that began before this was known took the placeholder for a text, and goes on so.
  if (!hasScheduledTime(request) || !patched('scheduled-time')) return request;
  const time = workflowInfo().typedSearchAttributes.get(STARTED_FOR);
  if (time === undefined) {
    const message = `${SCHEDULED_TIME} has a meaning only in a job that a schedule has started`;
    throw ApplicationFailure.nonRetryable(message, 'InvalidRequest');
  }
  const filled = fillScheduledTime(request, time);
  upsertMemo({ [MEMO_REQUEST]: filled });
  if (hasScheduledTime({ ...request, params: undefined })) {
    upsertSearchAttributes([
      { key: defineSearchAttributeKey('ReeveLabels', 'KEYWORD_LIST'), value: filled.labels ?? [] },
    ]);
  }
  return filled;
}
