import { z } from 'zod';
import { DURATION_EXPECTED, parseDuration, UNIT_WORDS } from '../contract/duration.ts';
import {
  CAUSES,
  type Handle,
  type JobRequest,
  type JobView,
  type Outcome,
  type Reading,
  STATES,
  VERDICTS,
} from '../contract/job.ts';
import {
  type Asker,
  type ExtendAnswer,
  type ExtendRequest,
  STEER_REPLIES,
  type SteerAnswer,
  type StopAnswer,
} from '../contract/messages.ts';

/** More than zero, which only a look ahead can say; that a century is too long no pattern does. */
const DURATION = new RegExp(`^(?=.*[1-9])\\d{1,12}(\\.\\d{1,3})? ?(${UNIT_WORDS.join('|')})$`);
const isDuration = (text: string) => parseDuration(text) !== undefined;
const duration = z.string().regex(DURATION).refine(isDuration).describe(DURATION_EXPECTED);
const durationOrNever = z.union([z.literal('never'), duration]);
const time = z.iso.datetime().describe('ISO 8601, UTC.');

const state = z.enum(STATES);
const cause = z.enum(CAUSES).describe('Somebody asked, the time was up, or somebody canceled it at the vendor.');
const verdict = z.enum(VERDICTS);
const id = z.union([z.string().regex(/^.{1,200}$/), z.int()]);

/** What `contract/request.ts` checks, as a schema: `schemas.test.ts` shows that both refuse the same. */
export const jobRequest = z.strictObject({
  endpoint: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .describe('Name of a configured endpoint.'),
  operation: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .describe("A kind of work on the endpoint's vendor."),
  params: z.unknown().optional().describe("The operation's parameters: see params/. Not needed with `adopt`."),
  expiresIn: durationOrNever.describe("How long the job may take, counted from the workflow's start."),
  key: z
    .string()
    .regex(/^[A-Za-z0-9._:-]{1,200}$/)
    .exactOptional()
    .describe("The caller's name for the job, which is the end of its workflow id."),
  onStop: z.enum(['cancel', 'leave']).exactOptional().describe('What a stop does at the vendor. Default: cancel.'),
  startBy: duration.exactOptional().describe('How long the start may be tried. Default: until the expiry.'),
  startTimeout: duration.exactOptional().describe('How long one start call may take. Default: 1 minute.'),
  stop: z
    .strictObject({ giveUpAfter: duration.exactOptional().describe('After the expiry. Default: 24 hours.') })
    .exactOptional(),
  labels: z
    .array(z.string().regex(/^.{1,100}$/))
    .max(20)
    .exactOptional()
    .describe('Words to find the job by.'),
  adopt: z
    .record(z.string(), id)
    .refine((ids) => Object.keys(ids).length > 0)
    .meta({ minProperties: 1 })
    .exactOptional()
    .describe("The vendor's ids of a job that runs already and is to be watched instead of starting one."),
});

const part = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const handle: z.ZodType<Handle, Handle> = z.record(
  z.string(),
  z.union([part, z.array(z.union([z.string(), z.number()]))]),
);

const reading = z.object({
  state,
  words: z.string().describe("The vendor's own words for the state, unchanged."),
  percent: z.number().min(0).max(100).exactOptional(),
  message: z.string().exactOptional(),
  result: z.unknown().optional(),
  handle: handle.exactOptional().describe("Ids for Reeve's own calls."),
  readAt: time,
});

export const outcome = z.object({
  state: state.nullable().describe('Null where no vendor job ever was.'),
  cause: cause.exactOptional(),
  verdict: verdict.exactOptional(),
  proof: reading.exactOptional().describe('After a stop: read after the vendor had answered the cancel.'),
  reading: reading.exactOptional(),
  vendorJobId: z.string().exactOptional(),
  message: z.string().exactOptional(),
  candidates: z.array(z.string()).exactOptional().describe('Vendor jobs that a lost start may have made.'),
});

export const jobView = z.object({
  endpoint: z.string(),
  operation: z.string(),
  state,
  reading: reading.exactOptional(),
  vendorJobId: z.string().exactOptional(),
  expiresAt: time.exactOptional(),
  outOfSight: z.object({ since: time, reason: z.string() }).exactOptional(),
  cause: cause.exactOptional(),
  verdict: verdict.exactOptional(),
  stopsDenied: z.int().nonnegative(),
  stopMessage: z.string().exactOptional(),
});

export const asker = z.object({ by: z.string().exactOptional(), reason: z.string().exactOptional() });

export const stopAnswer = z.object({
  verdict,
  proof: reading.exactOptional(),
  message: z.string().exactOptional(),
});

export const extendRequest = asker.extend({
  extendBy: durationOrNever.describe('Added to the present expiry; `never` takes it away.'),
});

export const extendAnswer = z.object({ expiresAt: time.nullable().describe('Null for never.') });

export const steerAnswer = z.object({
  reply: z.enum(STEER_REPLIES),
  message: z.string().exactOptional(),
  note: z.string().exactOptional(),
});

/** What is wrong, where a schema and the type of `contract/` differ in a field or in what a field may hold. */
type Same<Type, Schema extends z.ZodType> = [Type, keyof Type] extends [z.input<Schema>, keyof z.input<Schema>]
  ? [z.output<Schema>, keyof z.output<Schema>] extends [Type, keyof Type]
    ? true
    : 'the schema takes more than the type'
  : 'the schema takes less than the type';

true satisfies Same<JobRequest, typeof jobRequest>;
// What `activities/told.ts` leaves out never goes over the wire.
true satisfies Same<Omit<Reading, 'unknownWords'>, typeof reading>;
true satisfies Same<Outcome, typeof outcome>;
true satisfies Same<JobView, typeof jobView>;
true satisfies Same<Asker, typeof asker>;
true satisfies Same<StopAnswer, typeof stopAnswer>;
true satisfies Same<ExtendRequest, typeof extendRequest>;
true satisfies Same<ExtendAnswer, typeof extendAnswer>;
true satisfies Same<SteerAnswer, typeof steerAnswer>;
