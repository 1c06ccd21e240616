import type { Plan } from './plan.ts';

/** A plan that once showed something, and must do no more. */
export interface Regression {
  name: string;
  plan: Plan;
}

const REQUEST: Plan['request'] = { expiresInS: 600, giveUpAfterS: 600, startByS: 'unset', onStop: 'cancel' };
const VENDOR: Plan['vendor'] = {
  searchable: true,
  starts: [{ answer: 'accepted' }],
  queuedS: 0,
  runsS: 'forever',
  ends: 'succeeded',
  cancels: [{ answer: 'accepted', effectAfterS: 0 }],
  steers: ['accepted'],
  consoleCancelS: 'never',
  vanishS: 'never',
  away: { fromS: 0, forS: 0 },
};

export const REGRESSIONS: Regression[] = [
  {
    name: "seed 2: a request's stop is joined by the expiry, and must not be given its reason",
    plan: {
      request: { ...REQUEST, expiresInS: 68 },
      vendor: {
        ...VENDOR,
        starts: [{ answer: 'lost', acceptedAfterS: 46 }],
        cancels: [
          { answer: 'accepted', effectAfterS: 'never' },
          { answer: 'lost', effectAfterS: 16 },
        ],
      },
      steps: [
        { atS: 2, what: 'requestCancel' },
        { atS: 41, what: 'requestCancel' },
      ],
    },
  },
  {
    name: 'seed 2: who joins a stop that is on sends no further cancel',
    plan: {
      request: REQUEST,
      vendor: { ...VENDOR, cancels: [{ answer: 'accepted', effectAfterS: 220 }] },
      steps: [
        { atS: 3, what: 'stop' },
        { atS: 36, what: 'requestCancel' },
      ],
    },
  },
  {
    name: 'seed 2: two extensions at the same moment both count',
    plan: {
      request: REQUEST,
      vendor: { ...VENDOR, runsS: 260 },
      steps: [
        { atS: 17, what: 'extend' },
        { atS: 18, what: 'extend' },
      ],
    },
  },
  {
    name: 'seed 3: the vendor cancels for somebody else while our own cancel cannot reach it',
    plan: {
      request: REQUEST,
      vendor: { ...VENDOR, cancels: [{ answer: 'Unavailable' }], consoleCancelS: 90 },
      steps: [{ atS: 30, what: 'stop' }],
    },
  },
  {
    name: 'seed 5: a second cancel request, after a refusal, is one that Temporal tells nobody of',
    plan: {
      request: REQUEST,
      vendor: { ...VENDOR, cancels: [{ answer: 'refused' }] },
      steps: [
        { atS: 22, what: 'requestCancel' },
        { atS: 146, what: 'requestCancel' },
      ],
    },
  },
  {
    name: 'seed 5: a stop is asked for long before the vendor can be reached, and the job found',
    plan: {
      request: { ...REQUEST, expiresInS: 1_793 },
      vendor: { ...VENDOR, starts: [{ answer: 'lost', acceptedAfterS: 41 }], away: { fromS: 6, forS: 768 } },
      steps: [{ atS: 31, what: 'requestCancel' }],
    },
  },
];
