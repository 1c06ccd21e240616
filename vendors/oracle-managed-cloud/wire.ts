import { z } from 'zod';

const activity = z.strictObject({
  name: z.string(),
  type: z.string(),
  parameters: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});

/** Body of `POST …/executions`. */
export const createBody = z.strictObject({
  summary: z.string(),
  duration: z.strictObject({ unit: z.string(), value: z.number() }),
  bounce: z.boolean(),
  config: z.strictObject({ type: z.string(), activity }),
  ticketingDetails: z.strictObject({ primaryContact: z.string(), customerNote: z.string().optional() }),
});

/** Body of `PUT …/executions/{id}`: the same call schedules and cancels. */
export const scheduleBody = z.strictObject({
  action: z.literal('schedule'),
  checkAutoDisable: z.boolean().optional(),
  scheduledTime: z.string(),
  downStreamExecutions: z
    .array(z.strictObject({ scheduledTime: z.string(), activityType: z.string() }))
    .min(1)
    .optional(),
});
export const cancelBody = z.strictObject({ action: z.literal('cancel') });

/** Ids go into paths, so what else comes under the name of one is none. */
export const executionId = z
  .union([z.int().nonnegative().transform(String), z.string()])
  .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/));
const words = z
  .string()
  .nullish()
  .transform((text) => text?.replaceAll(/\s+/g, ' ').trim() || undefined);
/** What is only told on to people spoils no answer. */
const remark = words.catch(undefined);

const optionalId = executionId.nullish().transform((id) => id ?? undefined);
const fields = {
  id: optionalId,
  rfcNumber: optionalId,
  status: words,
  subStatus: words,
};
/** Some samples name the id, some the RFC number, which for configurations is the same. */
function named<T extends { id?: string | undefined; rfcNumber?: string | undefined }>(
  row: T,
  context: z.RefinementCtx,
): T & { id: string } {
  const id = row.id ?? row.rfcNumber;
  if (id === undefined) context.addIssue({ code: 'custom', message: 'expected id or rfcNumber' });
  return { ...row, id: id ?? '' };
}

const part = z.object(fields).transform(named);
const parts = z
  .array(part)
  .nullish()
  .transform((rows) => rows ?? []);

const row = {
  ...fields,
  summary: remark,
  scheduledStart: remark,
  createdOn: remark,
  referenceExecutionId: optionalId.catch(undefined),
  downStreamExecutions: parts,
};
/** An execution: the answer to a create, a read, a row of a list. */
export const execution = z.object(row).transform(named);
export type Execution = z.output<typeof execution>;

/** Answers to a schedule and a cancel: the kindred vendor pages show them without an id. */
export const changed = z
  .object(row)
  .refine(({ id, status, subStatus }) => id !== undefined || status !== undefined || subStatus !== undefined, {
    message: 'expected id, status or subStatus',
  });

/** An answer that names what stands in the way of a schedule, whatever its status. */
export const conflicting = z.object({ conflicts: z.array(z.object({ rfcNumber: executionId })).min(1) });

export const executionRows = z.array(z.unknown());

export const statuses = z.object({
  response: z.array(z.object({ executionId, status: words })),
});

export const steps = z.object({
  subSteps: z
    .array(
      z.object({
        stepId: z.union([z.int().transform(String), z.string()]),
        name: remark,
        status: words,
        hasSubStep: z.boolean().catch(false),
        remark,
      }),
    )
    .nullish()
    .transform((list) => list ?? []),
});
export type Step = z.output<typeof steps>['subSteps'][number];
