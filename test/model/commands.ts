import fc from 'fast-check';
import {
  type CancelAnswer,
  type Plan,
  type StartAnswer,
  type SteerAnswer,
  type Step,
  type VendorPlan,
  WHATS,
} from './plan.ts';

/**
 * Arbitraries for whole plans. They use no `map`, so that any plan, also a kept one, can be shrunk without knowing how
 * it was made. The first choice of each is the plainest, to which a failing plan is shrunk.
 */
const weighted = <T>(...choices: { weight: number; arbitrary: fc.Arbitrary<T> }[]): fc.Arbitrary<T> =>
  fc.oneof({ withCrossShrink: true }, ...choices);
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const seconds = (least: number, most: number) => fc.integer({ min: least, max: most });
const answer = <A extends string>(word: A) => fc.record({ answer: fc.constant(word) });

const START: fc.Arbitrary<StartAnswer> = weighted<StartAnswer>(
  often(6, answer('accepted')),
  often(3, fc.record({ answer: fc.constant('lost'), acceptedAfterS: seconds(0, 50) })),
  often(2, fc.record({ answer: fc.constant('lost'), acceptedAfterS: fc.constant('never') })),
  often(2, answer('Unavailable')),
  often(1, answer('Forbidden')),
);

const CANCEL: fc.Arbitrary<CancelAnswer> = weighted<CancelAnswer>(
  often(4, fc.record({ answer: fc.constant('accepted'), effectAfterS: seconds(0, 5) })),
  often(4, fc.record({ answer: fc.constant('accepted'), effectAfterS: seconds(6, 240) })),
  often(1, fc.record({ answer: fc.constant('accepted'), effectAfterS: fc.constant('never') })),
  often(2, fc.record({ answer: fc.constant('lost'), effectAfterS: seconds(0, 60) })),
  often(2, answer('refused')),
  often(1, answer('Unavailable')),
);

const STEER = fc.constantFrom<SteerAnswer[]>('accepted', 'refused', 'lost');

const VENDOR: fc.Arbitrary<VendorPlan> = fc.record<VendorPlan>({
  searchable: weighted(often(5, fc.constant(true)), often(1, fc.constant(false))),
  starts: fc.array(START, { minLength: 1, maxLength: 4 }),
  queuedS: weighted(often(1, fc.constant(0)), often(1, seconds(1, 120))),
  runsS: weighted<number | 'forever'>(
    often(2, seconds(0, 300)),
    often(3, seconds(300, 2_400)),
    often(3, fc.constant('forever')),
  ),
  ends: fc.constantFrom('succeeded', 'failed'),
  cancels: fc.array(CANCEL, { minLength: 1, maxLength: 3 }),
  steers: fc.array(STEER, { minLength: 1, maxLength: 2 }),
  consoleCancelS: weighted<number | 'never'>(often(9, fc.constant('never')), often(1, seconds(10, 1_500))),
  vanishS: weighted<number | 'never'>(often(9, fc.constant('never')), often(1, seconds(10, 1_500))),
  away: weighted(
    often(3, fc.record({ fromS: fc.constant(0), forS: fc.constant(0) })),
    often(1, fc.record({ fromS: seconds(0, 900), forS: seconds(30, 900) })),
  ),
});

/** Many things happen in the first minute, where the start is; the rest at any time of a job's life. */
const STEP: fc.Arbitrary<Step> = fc.record<Step>({
  atS: weighted(often(1, seconds(0, 60)), often(2, seconds(0, 1_800))),
  what: weighted(
    ...WHATS.map((what) => often({ requestCancel: 3, stop: 3, extend: 3 }[what as string] ?? 1, fc.constant(what))),
  ),
});

/** What has no expiry must come to an end by itself. */
function endsAtLast({ request, vendor, steps }: Plan): boolean {
  if (request.expiresInS !== 'never') return true;
  const startsAtLast = vendor.starts.at(-1)?.answer === 'accepted';
  return startsAtLast && vendor.runsS !== 'forever' && steps.every(({ what }) => what !== 'suspend');
}

const ANY_PLAN: fc.Arbitrary<Plan> = fc.record<Plan>({
  request: fc.record<Plan['request']>({
    expiresInS: weighted<number | 'never'>(often(6, seconds(60, 1_800)), often(1, fc.constant('never'))),
    giveUpAfterS: fc.constantFrom(600, 1_200),
    startByS: weighted<number | 'unset'>(often(5, fc.constant('unset')), often(1, seconds(10, 600))),
    onStop: weighted<'cancel' | 'leave'>(often(12, fc.constant('cancel')), often(1, fc.constant('leave'))),
  }),
  vendor: VENDOR,
  steps: fc.array(STEP, { maxLength: 5 }),
});

export const PLAN: fc.Arbitrary<Plan> = ANY_PLAN.filter(endsAtLast);
