import { z } from 'zod';

/** An id of the vendor's, which goes into paths and lists: digits, as far as anyone has seen. */
export const jobIdShape = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

/** A job's id, and how it is canceled where that is known. */
export type LxcaHandle = {
  readonly jobId: string;
  /** For a job that only the older `/jobs` shows. */
  readonly api?: 'jobs';
  /** Who made it and when it began, as the vendor told it first: an id that it gives to another job is noticed by them. */
  readonly createdBy?: string;
  readonly startTime?: string;
  readonly cancelURL?: string;
  readonly cancelRESTMethod?: string;
  /** JSON text. */
  readonly cancelRESTBody?: string;
};
