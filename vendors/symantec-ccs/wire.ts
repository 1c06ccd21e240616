import { z } from 'zod';
import { readDate } from './dates.ts';
import { readWords } from './words.ts';

export const BASE = '/ccs/api/v1';

const operation = z.strictObject({ Operation: z.enum(['execute', 'abort']) });

/** Body of `POST jobs/{id}`: `execute` takes a job's id, `abort` a run's. */
export function writeOperation(word: 'execute' | 'abort'): string {
  return JSON.stringify(operation.parse({ Operation: word } satisfies z.input<typeof operation>));
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
const words = z.unknown().optional().transform(readWords);
const date = z.unknown().optional().transform(readDate);

/** One run. GUIDs compare without regard to case, so they are kept in lower case. */
export const runShape = z.object({
  JobRunID: z
    .guid()
    .refine((id) => id !== NO_ID, 'expected the id of a run, found the empty one')
    .toLowerCase(),
  Status: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]),
  CustomStatusText: words,
  Exception: words,
  JobSummary: words,
  JobStartTime: date,
  JobEndTime: date,
});
export type Run = z.output<typeof runShape>;

/** The page's table wraps a run in `JobStatusInfo`, its sample does not. */
export function unwrapRun(value: unknown): unknown {
  return z.object({ JobStatusInfo: z.record(z.string(), z.unknown()) }).safeParse(value).data?.JobStatusInfo ?? value;
}

const list = z.array(z.unknown());
const shapesOfRuns = z.union([
  list,
  z.object({ JobRuns: list }).transform(({ JobRuns }) => JobRuns),
  z.object({ JobStatusInfo: list }).transform(({ JobStatusInfo }) => JobStatusInfo),
  z.object({ JobStatusInfo: z.looseObject({}) }).transform(({ JobStatusInfo }) => [JobStatusInfo]),
  z.looseObject({ JobRunID: z.string() }).transform((run) => [run]),
]);

/**
 * The rows of an answer to `jobruns`, each still to be read by `runShape`. The list's form is not documented: an array,
 * the same under a name, or for one run the run itself.
 */
export const runRows = shapesOfRuns.transform((rows) => rows.map(unwrapRun));
