import { z } from 'zod';

const id = z.int().nonnegative();
/** The vendor asks for at least one of each; the most only keeps a slip of the pen from becoming a huge request. */
const listOf = <S extends z.ZodType>(item: S) => z.array(item).min(1).max(1_000);
const TARGETS = ['siteIds', 'applianceSerialNumbers', 'siteTypeIds'] as const;
const WHERE = `Where it is pushed: exactly one of ${TARGETS.join(', ')}.`;

export const params = {
  push: z
    .strictObject({
      features: z
        .array(z.union([id, z.string().min(1).max(200)], 'expected a feature id or name'))
        .min(1)
        .max(100)
        .describe("What is pushed: each a feature's id, or its name as the vendor spells it."),
      siteIds: listOf(id).optional().describe(WHERE),
      applianceSerialNumbers: listOf(z.string().min(1).max(200)).optional().describe(WHERE),
      siteTypeIds: listOf(id).optional().describe(WHERE),
      backup: z
        .boolean()
        .optional()
        .describe("Whether the vendor takes a backup; the vendor's own default where it is missing."),
    })
    .refine((push) => TARGETS.filter((target) => push[target] !== undefined).length === 1, {
      message: `exactly one of ${TARGETS.join(', ')}`,
    }),
} as const;

export type Push = z.output<typeof params.push>;
