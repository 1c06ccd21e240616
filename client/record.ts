import type { WorkflowExecutionInfo, WorkflowExecutionStatusName } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Cause, JobRequest, Outcome, State, Verdict } from '../contract/job.ts';
import { MEMO_OUTCOME, MEMO_REQUEST, MEMO_RESOLVED, type Resolved } from '../contract/messages.ts';
import { SCHEDULED_BY_ID, scheduleNameOf } from '../contract/scheduled-time.ts';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';

/** What Temporal itself has on record of a job: readable with no worker alive. */
export interface JobRecord {
  id: string;
  runId: string;
  /** The workflow's status, as Temporal names it. */
  status: WorkflowExecutionStatusName;
  endpoint?: string;
  operation?: string;
  vendor?: string;
  vendorJobId?: string;
  state?: State;
  cause?: Cause;
  verdict?: Verdict;
  labels: string[];
  /** The schedule that has started it: its name, or Temporal's id of one that Reeve has not made. */
  schedule?: string;
  startedAt: string;
  closedAt?: string;
  expiresAt?: string;
  outOfSightSince?: string;
  /** How it ended; absent while it runs, and where the workflow was ended from outside. */
  outcome?: Outcome;
  request?: JobRequest;
  /** How a person has settled the start that an earlier run of this id could not tell. */
  resolved?: Resolved;
  historyLength: number;
}

const TYPES = { Keyword: 'KEYWORD', KeywordList: 'KEYWORD_LIST', Datetime: 'DATETIME' } as const;
type Attributes = typeof SEARCH_ATTRIBUTES;
type TypeOf<Name extends keyof Attributes> = (typeof TYPES)[Attributes[Name]];

/** The SDK exports no name for it. */
type AttributeKey<T extends TypeOf<keyof Attributes>> = ReturnType<typeof defineSearchAttributeKey<T>>;

/** One of Reeve's search attributes as the SDK wants it. */
export function attribute<Name extends keyof Attributes>(name: Name): AttributeKey<TypeOf<Name>> {
  return defineSearchAttributeKey<TypeOf<Name>>(name, TYPES[SEARCH_ATTRIBUTES[name]] as TypeOf<Name>);
}

const SCHEDULED_BY = defineSearchAttributeKey(SCHEDULED_BY_ID, 'KEYWORD');

export function isClosed(record: Pick<JobRecord, 'status'>): boolean {
  return record.status !== 'RUNNING' && record.status !== 'PAUSED';
}

/** Reads the record out of what `describe` or `list` answered. */
export function readRecord(execution: Omit<WorkflowExecutionInfo, 'raw'>): JobRecord {
  const { memo, typedSearchAttributes: attributes } = execution;
  const word = (name: 'ReeveVendor' | 'ReeveVendorJobId' | 'ReeveState' | 'ReeveCause' | 'ReeveVerdict') =>
    attributes.get(attribute(name));
  const scheduleId = attributes.get(SCHEDULED_BY);
  const request = memo?.[MEMO_REQUEST] as JobRequest | undefined;
  return present({
    id: execution.workflowId,
    runId: execution.runId,
    status: execution.status.name,
    endpoint: attributes.get(attribute('ReeveEndpoint')) ?? request?.endpoint,
    operation: attributes.get(attribute('ReeveOperation')) ?? request?.operation,
    vendor: word('ReeveVendor'),
    vendorJobId: word('ReeveVendorJobId'),
    state: word('ReeveState') as State | undefined,
    cause: word('ReeveCause') as Cause | undefined,
    verdict: word('ReeveVerdict') as Verdict | undefined,
    labels: attributes.get(attribute('ReeveLabels')) ?? [],
    schedule: scheduleId && (scheduleNameOf(scheduleId) ?? scheduleId),
    startedAt: execution.startTime.toISOString(),
    closedAt: execution.closeTime?.toISOString(),
    expiresAt: attributes.get(attribute('ReeveExpiresAt'))?.toISOString(),
    outOfSightSince: attributes.get(attribute('ReeveOutOfSightSince'))?.toISOString(),
    outcome: memo?.[MEMO_OUTCOME] as Outcome | undefined,
    request,
    resolved: memo?.[MEMO_RESOLVED] as Resolved | undefined,
    historyLength: execution.historyLength,
  });
}

type Present<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };

function present<T extends object>(fields: T): JobRecord & Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
