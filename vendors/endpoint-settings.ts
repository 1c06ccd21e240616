import { z } from 'zod';
import { DURATION_EXPECTED, parseDuration } from '../contract/duration.ts';

/** A duration text, read as milliseconds. */
const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: `expected ${DURATION_EXPECTED}, found ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** Passes closer together only wait for the vendor and the list of jobs. */
const LEAST_SWEEP_MS = 1_000;

const limits = z.strictObject({
  /** Calls a second that the vendor allows. Default: what the vendor is known for; no limit where nothing is known. */
  requestsPerSecond: z.number().positive().max(10_000).optional(),
  /** Calls on their way at the same time. Default: one for each session, for a connection carries one at a time. */
  concurrentRequests: z.int().positive().max(1_000).optional(),
  /** Connections at the same time. */
  sessions: z.int().positive().max(1_000).default(5),
  /** Worker processes that share these limits, each its part. */
  workers: z.int().positive().max(1_000).default(1),
  /** No refusal holds the endpoint's calls longer, whatever its Retry-After says. */
  maxHold: duration.default(60_000),
});

interface Shares {
  concurrentRequests: number;
  sessions: number;
  workers: number;
}

/** Limits of which one makes another one untrue. */
function contradictions({ concurrentRequests, sessions, workers }: Shares, context: z.RefinementCtx): void {
  const complain = (field: keyof Shares, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (concurrentRequests > sessions)
    complain(
      'concurrentRequests',
      `expected at most ${sessions}, found ${concurrentRequests}: each of the ${sessions} sessions carries one at a time`,
    );
  const least = Math.min(concurrentRequests, sessions);
  if (workers > least)
    complain(
      'workers',
      `expected at most ${least}, found ${workers}: each worker needs at least one of the sessions and of the concurrentRequests`,
    );
}

const intervals = z.strictObject({
  /** Between two looks at a job: a quarter of the time waited so far, within these two. */
  least: duration.default(5_000),
  greatest: duration.default(300_000),
  /** Between two looks while a stop is on, to begin with. */
  stop: duration.default(2_000),
});

/** How all running jobs of the endpoint are looked at together, instead of each for itself. */
const sweep = z.union(
  [
    z.literal('off'),
    z.strictObject({
      /** From the beginning of one pass to that of the next. Default: the least interval between two looks. */
      every: duration.refine((ms) => ms >= LEAST_SWEEP_MS, 'expected at least 1 s').optional(),
      /** How long a job relies on the sweeper before it makes sure that it is there. Default: half an hour. */
      checkAfter: duration.optional(),
    }),
  ],
  { error: `expected off, or { every, checkAfter }, each ${DURATION_EXPECTED}` },
);

/** It is shown to everybody who may see jobs. */
const jobPage = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/^https?:\/\/[^/?#]*@/.test(text), 'expected no user name or password in it');

/** What every endpoint in `reeve.yaml` has. The vendor's own fields come beside them. */
export const endpointSettings = z.object({
  vendor: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  /** Their fields are the vendor's. */
  credentials: z.record(z.string(), z.unknown()),
  /** File with the PEM of the authority that signs the endpoint's certificate. */
  ca: z.string().optional(),
  /** Allows `http:`: passwords then travel in the clear. */
  allowHttp: z.boolean().default(false),
  /** The page of a job in the vendor's own console, for people: `{vendorJobId}` stands for its id. Nothing is read there. */
  jobPage: jobPage.optional(),
  /** For one request, its answer included. */
  timeout: duration.default(30_000),
  limits: limits
    .transform(({ concurrentRequests, ...rest }) => ({
      ...rest,
      concurrentRequests: concurrentRequests ?? rest.sessions,
    }))
    .superRefine(contradictions)
    .prefault({}),
  intervals: intervals
    .refine(({ least, greatest }) => least <= greatest, 'expected least to be no longer than greatest')
    .prefault({}),
  /** How long no look may succeed before the job counts as out of sight. */
  outOfSightAfter: duration.default(300_000),
  /** How long the vendor must say that it does not know a job before it counts as lost. */
  lostAfter: duration.default(180_000),
  /** Default: swept where the vendor can look at several jobs in one call. */
  sweep: sweep.optional(),
});

export type EndpointSettings = z.output<typeof endpointSettings>;
