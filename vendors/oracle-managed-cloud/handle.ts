/** What later calls need of a job. A type, not an interface: a handle is plain JSON. */
export type McsHandle = {
  readonly instanceId: string;
  /** The execution's id, which for configurations is its RFC number. */
  readonly executionId: string;
  /** The other half of an activity that is turned on and off again: executions of the same job. */
  readonly downStream: readonly string[];
  /** Whether it ever had a schedule: the words for "not yet" and "no more" are the same at the vendor. */
  readonly scheduled: boolean;
  /** A time of the vendor's clock at which it was there already: what was made later under its id is another one. */
  readonly madeUntil?: number;
};

/** All executions of the job, its own first. */
export function executionsOf({ executionId, downStream }: McsHandle): string[] {
  return [executionId, ...downStream];
}
