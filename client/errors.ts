import { conflictWords, type Difference } from '../contract/differences.ts';
import type { Outcome } from '../contract/job.ts';
import { describeProblems, type Problem } from '../contract/request.ts';

/** Thrown when a request is wrong; nothing was started. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}

/** Thrown when the key belongs to a job with another request; nothing was started. */
export class KeyConflict extends Error {
  override readonly name = 'KeyConflict';
  readonly jobId: string;
  readonly requested: unknown;
  /** The request of the job that has the key; undefined where it was started without Reeve's memo. */
  readonly existing: unknown;
  readonly differences: readonly Difference[];

  constructor(jobId: string, existing: unknown, requested: unknown, differences: readonly Difference[]) {
    super(conflictWords(jobId, differences));
    this.jobId = jobId;
    this.existing = existing;
    this.requested = requested;
    this.differences = differences;
  }
}

/** Thrown when the namespace has no such job, or none any more. */
export class UnknownJob extends Error {
  override readonly name = 'UnknownJob';
  readonly jobId: string;

  constructor(jobId: string, namespace: string) {
    super(`no job ${jobId} in the namespace ${namespace}: it never was, or its retention has passed`);
    this.jobId = jobId;
  }
}

/** Thrown when Temporal did not answer, or refused us, so that nothing is known. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';
}

/** Thrown when the namespace lacks something that Reeve needs once. */
export class NamespaceNotPrepared extends Error {
  override readonly name = 'NamespaceNotPrepared';
  /** Commands that mend it. */
  readonly commands: readonly string[];

  constructor(message: string, commands: readonly string[]) {
    super(message);
    this.commands = commands;
  }
}

/** Thrown by `result` for a job that did not succeed. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly jobId: string;
  /** Why the workflow closed: a type such as `JobFailed`, or `Canceled`, `Terminated`, `TimedOut`. */
  readonly type: string;
  /** How the job ended; undefined where the workflow was ended from outside and could not say it. */
  readonly outcome: Outcome | undefined;

  constructor(jobId: string, type: string, message: string, outcome: Outcome | undefined) {
    super(message);
    this.jobId = jobId;
    this.type = type;
    this.outcome = outcome;
  }
}

/** Thrown when a job's expiry was not moved, or when it is not known whether it was. */
export class ExtendFailed extends Error {
  override readonly name = 'ExtendFailed';
  readonly jobId: string;
  /** `refused`: the expiry is as it was. `unconfirmed`: nobody answered; see how the job stands before asking again. */
  readonly reply: 'refused' | 'unconfirmed';

  constructor(jobId: string, reason: string, reply: ExtendFailed['reply']) {
    super(`${jobId} ${reply === 'refused' ? 'was not extended' : 'may not have been extended'}: ${reason}`);
    this.jobId = jobId;
    this.reply = reply;
  }
}

/** Thrown when a running job's workflow did not take the stop; the vendor's job may run on. */
export class StopFailed extends Error {
  override readonly name = 'StopFailed';
  readonly jobId: string;

  constructor(jobId: string, reason: string) {
    super(`${jobId} did not take the stop: ${reason}`);
    this.jobId = jobId;
  }
}

/** Thrown when a job is to be resolved that did not end as `StartAmbiguous`; nothing was started. */
export class NotAmbiguous extends Error {
  override readonly name = 'NotAmbiguous';
  readonly jobId: string;

  constructor(jobId: string, found: string) {
    super(`${jobId} cannot be resolved: expected a job that ended as StartAmbiguous, found ${found}`);
    this.jobId = jobId;
  }
}
