import { z } from 'zod';
import { jobIdShape } from './handle.ts';
import { callbackShape } from './params.ts';
import { readWords } from './words.ts';

// What we send. Three different bodies go to one path by the same method; each is written here and nowhere else.

const expirationTimeOut = z.union([z.literal(-1), z.int().min(1)]);
const callbackBody = callbackShape.safeExtend({ expirationTimeOut });
const actionBody = z.strictObject({ action: z.literal('cancel'), list: z.array(jobIdShape).min(1) });
const progressBody = z.strictObject({ jobUID: jobIdShape, percentage: z.int().min(0).max(100) });

/** Body of `PUT /tasks/{ids}` that hands the vendor the callback by which the jobs are canceled. */
export function writeCallback(body: z.input<typeof callbackBody>): string {
  return JSON.stringify(callbackBody.parse(body));
}

/** Body of `PUT /tasks` that cancels tasks. */
export function writeCancel(list: readonly string[]): string {
  return JSON.stringify(actionBody.parse({ action: 'cancel', list: [...list] }));
}

/** Body of `PUT /tasks/{id}` that tells progress. */
export function writeProgress(jobUID: string, percentage: number): string {
  return JSON.stringify(progressBody.parse({ jobUID, percentage }));
}

/** Body of `PUT /jobs/{id}`. Public clients send the text; the pages show the boolean. */
export const CANCEL_REQUEST = JSON.stringify({ cancelRequest: 'true' });

// What we read.

/** An id; 0 and the empty text stand for none. */
export const id = z
  .union([z.string(), z.int().nonnegative().transform(String)])
  .pipe(jobIdShape.refine((text) => text !== '0'));

const optionalId = id.optional().catch(undefined);
const said = z.unknown().transform(readWords).optional();
const word = z.string().trim().min(1).max(100).optional().catch(undefined);
const percent = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number().min(0).max(100))
  .optional()
  .catch(undefined);
const rows = z.array(z.unknown()).optional().catch(undefined);

const statusShape = z.object({ state: word, percentage: percent, description: said, substatus: rows });

const rawRow = z.object({
  jobUID: optionalId,
  id: optionalId,
  customUid: word,
  createdBy: word,
  uuid: word,
  startTime: word,
  endTime: word,
  state: word,
  status: z
    .union([statusShape, z.string().trim().min(1).max(100)])
    .optional()
    .catch(undefined),
  percentage: percent,
  messageDisplay: said,
  message: said,
  summary: said,
  children: rows,
});

/**
 * One job, of `/jobs` (state and percentage within `status`) or of `/tasks`, whose whole form no public page shows.
 * The state's word must be there.
 */
export const rowShape = rawRow.transform((raw, context) => {
  const { jobUID, id: jobId, state, status, children, messageDisplay, message, summary, ...row } = raw;
  const inner = typeof status === 'object' ? status : undefined;
  const words = inner?.state ?? (typeof status === 'string' ? status : undefined) ?? state;
  if (words === undefined) {
    context.addIssue({ code: 'custom', message: 'expected a state' });
    return z.NEVER;
  }
  return {
    ...row,
    jobId: jobUID ?? jobId,
    words,
    percentage: inner?.percentage ?? row.percentage,
    message: inner?.description ?? message ?? summary ?? messageDisplay,
    children: children ?? inner?.substatus ?? [],
  };
});
export type Row = z.output<typeof rowShape>;

/** The rows of a list, each still to be read by `rowShape`: an array, as all public clients need it, or one job alone. */
export const rowList = z.union([z.array(z.unknown()), z.looseObject({ jobUID: id }).transform((row) => [row])]);

/** Answers to `POST /tasks`: ids alone, or with the custom uids they were asked under. */
export const createdTasks = z.union([
  z.array(z.object({ customUid: z.string(), uid: id })).min(1),
  z.array(id.transform((uid) => ({ uid, customUid: undefined }))).min(1),
]);
