import { z } from 'zod';

/** One line of the vendor's words, or undefined: absent, null, empty and what is no text say nothing. */
const words = z
  .string()
  .transform((text) => text.replaceAll(/\s+/g, ' ').trim() || undefined)
  .optional()
  .catch(undefined);
/** Times are absent or null until there is one. */
const time = z.number().optional().catch(undefined);
/** Integers on the wire, texts for us: what is past 2^53 comes as text already. */
const id = z.union([z.int().nonnegative().transform(String), z.string().regex(/^\d{1,30}$/)]);
const list = <S extends z.ZodType>(item: S) => z.array(item).optional().catch(undefined);

const detail = z.object({
  feature_id: id.optional().catch(undefined),
  serialnum: words,
  status: words,
  result: words,
  error_text: words,
});
/** The push of one feature to one appliance. */
export type Detail = z.output<typeof detail>;

export const jobShape = z.object({
  id,
  job_status: z.string().min(1),
  feature_ids: list(id),
  site_ids: list(id),
  appliance_serial_numbers: list(z.string()),
  site_type_ids: list(id),
  backup: z.boolean().optional().catch(undefined),
  creation_time: time,
  push_time: time,
  completion_time: time,
  error_text: words,
  detailed_status: z.array(detail.catch({} as Detail)).catch([]),
});
export type Job = z.output<typeof jobShape>;

/** The rows of a list, each still to be read by its own shape, so that one that cannot be read spoils no other. */
export const rowsShape = z.array(z.unknown());

export const featureShape = z.object({
  id: z.int().nonnegative(),
  name: z.string().optional().catch(undefined),
  push_enable: z.boolean().optional().catch(undefined),
});
export type Feature = z.output<typeof featureShape>;

const ids = z.array(z.int().nonnegative()).min(1);

/** What we send to make a job; of the three targets there is exactly one. */
const newJob = z
  .strictObject({
    feature_ids: ids,
    site_ids: ids.optional(),
    appliance_serial_numbers: z.array(z.string().min(1)).min(1).optional(),
    site_type_ids: ids.optional(),
    backup: z.boolean().optional(),
  })
  .refine((job) => TARGETS.filter((target) => job[target] !== undefined).length === 1);
export type NewJob = z.input<typeof newJob>;

export const TARGETS = ['site_ids', 'appliance_serial_numbers', 'site_type_ids'] as const;

export function writeJob(job: NewJob): string {
  return JSON.stringify(newJob.parse(job));
}
