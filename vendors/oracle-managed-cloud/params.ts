import { z } from 'zod';

const text = z.string().trim().min(1).max(4_000);
const time = z.iso.datetime({ offset: true });

/** A name that is one segment of a path as it stands. */
export const pathName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'expected a name of A-Z, a-z, 0-9, . _ -');

export const params = {
  'run-config': z.strictObject({
    /** The instance, or target, that the configuration is for. */
    instanceId: pathName,
    /** Title of the ticket. Reeve's mark is added to it. */
    summary: z.string().trim().min(1).max(200).default('Reeve'),
    /** How long the work may take at the vendor: the length of the scheduled window. */
    duration: z.strictObject({ unit: z.enum(['minutes', 'hours', 'days']), value: z.number().positive().max(1_000) }),
    bounce: z.boolean().default(false),
    config: z.strictObject({
      /** Such as `Trace & Debug`. */
      type: text,
      activity: z.strictObject({
        /** Such as `FRD Enable/Disable`. */
        name: text,
        /** Such as `Enable`. */
        type: text,
        parameters: z.array(z.strictObject({ name: text, value: z.string().max(4_000) })).default([]),
      }),
    }),
    /** E-mail address of a contact that the vendor knows for the support identifier. */
    primaryContact: text,
    customerNote: text.optional(),
    /** ISO 8601, at least 16 minutes ahead. Default: 17 minutes after the start. */
    scheduledTime: time.optional(),
    /** For an activity that is turned on and off again: when the other half runs. Both halves are one job. */
    downStream: z.array(z.strictObject({ scheduledTime: time, activityType: text })).default([]),
    /** Sent with `downStream` only. */
    checkAutoDisable: z.boolean().default(false),
  }),
} as const;

export type RunConfig = z.output<(typeof params)['run-config']>;
