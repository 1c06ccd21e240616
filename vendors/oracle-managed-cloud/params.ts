import { z } from 'zod';

const text = z.string().trim().min(1).max(4_000);
const time = z.iso.datetime({ offset: true });

/** A name that is one segment of a path as it stands. */
export const pathName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'expected a name of A-Z, a-z, 0-9, . _ -');

export const params = {
  'run-config': z.strictObject({
    instanceId: pathName.describe('The instance, or target, that the configuration is for.'),
    summary: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .default('Reeve')
      .describe("Title of the ticket. Reeve's mark is added to it."),
    duration: z
      .strictObject({ unit: z.enum(['minutes', 'hours', 'days']), value: z.number().positive().max(1_000) })
      .describe('How long the work may take at the vendor: the length of the scheduled window.'),
    bounce: z.boolean().default(false),
    config: z.strictObject({
      type: text.describe('Such as `Trace & Debug`.'),
      activity: z.strictObject({
        name: text.describe('Such as `FRD Enable/Disable`.'),
        type: text.describe('Such as `Enable`.'),
        parameters: z.array(z.strictObject({ name: text, value: z.string().max(4_000) })).default([]),
      }),
    }),
    primaryContact: text.describe('E-mail address of a contact that the vendor knows for the support identifier.'),
    customerNote: text.optional(),
    scheduledTime: time.optional().describe('At least 16 minutes ahead. Default: 17 minutes after the start.'),
    downStream: z
      .array(z.strictObject({ scheduledTime: time, activityType: text }))
      .default([])
      .describe('For an activity that is turned on and off again: when the other half runs. Both halves are one job.'),
    checkAutoDisable: z.boolean().default(false).describe('Sent with `downStream` only.'),
  }),
} as const;

export type RunConfig = z.output<(typeof params)['run-config']>;
