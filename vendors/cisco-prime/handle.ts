/** What later calls need of a job. A type, not an interface: a handle is plain JSON. */
export type PrimeHandle = {
  /** Made by Prime when it accepts the deploy; unique together with the job's type. */
  readonly jobName: string;
  /** Prime's own id of the job: tells jobs of one name and two types apart. */
  readonly jobId?: string;
  /** The run that is watched. Without it, the latest run is. */
  readonly runId?: string;
};

/** True for a Java long as text; ids pass 2^53, so they are never numbers here. */
export function isLongId(text: string | undefined): text is string {
  return text !== undefined && /^[1-9]\d{0,18}$/.test(text);
}
