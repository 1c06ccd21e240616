import { z } from 'zod';
import { CALL_KINDS } from './call.ts';
import { ENDINGS } from './ledger.ts';

const when = z.enum(['before', 'after']);

export const limitsPatch = z
  .strictObject({
    perUser: z.int(),
    total: z.int(),
    windowMs: z.int().positive(),
    concurrentPerUser: z.int(),
    sessionsPerUser: z.int(),
  })
  .partial();

export const jobPatch = z.strictObject({
  /** Ends the job now, as its vendor's own console would. */
  end: z.enum(ENDINGS).optional(),
  /** Fields shown instead of the true ones, until the job's next change; null leaves a field out. */
  set: z.record(z.string(), z.unknown()).optional(),
  /** The API no longer knows the job; it runs on. */
  vanish: z.boolean().optional(),
  /** The API does not know the job yet, for so many milliseconds. */
  hideMs: z.int().optional(),
  /** The id now belongs to somebody else's running job. */
  replace: z.literal(true).optional(),
});
export type JobPatch = z.infer<typeof jobPatch>;

/** What an operator of the simulator may do to it at any time, at `/_control` or as part of a fault. */
export const control = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('setJob'),
    /** An id of the vendor's; in a fault, left out, the ids that the call made or touched. */
    job: z.string().optional(),
    patch: jobPatch,
    when: when.default('after'),
  }),
  z.strictObject({
    do: z.literal('expireTokens'),
    which: z.enum(['access', 'all']).default('access'),
    when: when.default('before'),
  }),
  z.strictObject({ do: z.literal('rateLimit'), limits: limitsPatch, when: when.default('before') }),
  z.strictObject({
    do: z.literal('setPassword'),
    user: z.string(),
    password: z.string(),
    when: when.default('before'),
  }),
  z.strictObject({ do: z.literal('skewClock'), ms: z.number(), when: when.default('before') }),
]);
export type Control = z.infer<typeof control>;
/** As it is written, with its defaults left out. */
export type ControlInput = z.input<typeof control>;

const replacement = z.strictObject({
  do: z.literal('replaceBody'),
  with: z.enum(['html', 'empty', 'wrongType', 'huge', 'deep', 'xmlBomb', 'text']),
  /** For `text`. */
  body: z.string().optional(),
  /** For `huge`: bytes; for `deep`: levels. */
  size: z.int().positive().optional(),
  status: z.int().default(200),
  contentType: z.string().optional(),
});

const wireAction = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
    contentType: z.string().optional(),
    /** After: the vendor carries the request out and then answers this. */
    when: when.default('before'),
  }),
  z.strictObject({ do: z.literal('reset'), when: when.default('after') }),
  z.strictObject({ do: z.literal('hang'), when: when.default('after') }),
  /** Before: the request is carried out that much later, whether or not the client still waits. */
  z.strictObject({ do: z.literal('delay'), ms: z.int().nonnegative(), when: when.default('before') }),
  /** Promises the whole body and sends that share of it. `cleanEnd`: the promise is of what is sent. */
  z.strictObject({
    do: z.literal('cutBody'),
    keep: z.number().min(0).max(1).default(0.5),
    cleanEnd: z.boolean().default(false),
  }),
  z.strictObject({
    do: z.literal('slowBody'),
    bytes: z.int().positive().default(1),
    everyMs: z.int().positive().default(100),
    /** Drips blanks for ever instead of ending. */
    endless: z.boolean().default(false),
  }),
  replacement,
  /** A start is carried out twice. */
  z.strictObject({ do: z.literal('twice') }),
  /** A cancel is answered as accepted and changes nothing. */
  z.strictObject({ do: z.literal('acceptNothing') }),
]);

export const faultAction = z.union([wireAction, control]);
export type FaultAction = z.infer<typeof faultAction>;
export type WireAction<Do extends FaultAction['do']> = Extract<FaultAction, { do: Do }>;

export const faultRule = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** Part of path and query. */
      path: z.string().optional(),
      /** A regular expression for path and query. */
      pathPattern: z.string().optional(),
      kind: z.enum(CALL_KINDS).optional(),
      user: z.string().optional(),
      /** Part of the request's body. */
      body: z.string().optional(),
    })
    .default({}),
  /** How many calls it hits: 1 unless told. */
  times: z.union([z.int().positive(), z.literal('always')]).default(1),
  /** How many matching calls pass before. */
  after: z.int().nonnegative().default(0),
  action: z.union([faultAction, z.array(faultAction).min(1)]),
});
export type FaultRule = z.input<typeof faultRule>;
