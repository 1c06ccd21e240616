import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import { InvalidRequest } from './errors.ts';
import { explainRefusedStart } from './not-prepared.ts';
import { GRPC, grpcFailure } from './unreachable.ts';

/** Thrown when the namespace has no such schedule of jobs. */
export class UnknownSchedule extends Error {
  override readonly name = 'UnknownSchedule';
  readonly schedule: string;

  constructor(schedule: string) {
    super(`no schedule ${schedule}: it never was, or it was deleted`);
    this.schedule = schedule;
  }
}

/** Thrown when a new schedule has the name of one that is there already; nothing was changed. */
export class ScheduleExists extends Error {
  override readonly name = 'ScheduleExists';
  readonly schedule: string;

  constructor(schedule: string) {
    super(`there is a schedule ${schedule} already; nothing was changed`);
    this.schedule = schedule;
  }
}

/** What a failed call about a schedule means. */
export function explainScheduleError(error: unknown, name: string): unknown {
  if (error instanceof ScheduleAlreadyRunning) return new ScheduleExists(name);
  if (error instanceof ScheduleNotFoundError) return new UnknownSchedule(name);
  const explained = explainRefusedStart(error);
  const failure = grpcFailure(error);
  if (explained !== error || failure?.code !== GRPC.INVALID_ARGUMENT) return explained;
  // Such as a time zone that this machine knows and the server does not.
  return new InvalidRequest([{ field: `schedule ${name}`, found: failure.details, expected: 'what the server takes' }]);
}
