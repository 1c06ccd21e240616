import { playBadAnswers } from './bad-answers.ts';
import type { Fault } from './fault.ts';
import type { Action } from './scripts.ts';

const SLOW: readonly Action[] = [
  { do: 'slowBody', bytes: 1, everyMs: 400 },
  { do: 'slowBody', bytes: 16, everyMs: 50, endless: true },
  { do: 'hang', when: 'after' },
  { do: 'delay', ms: 9_000, when: 'after' },
];

export const slowBodies: Fault = {
  id: 'F28',
  title: 'slow and never-ending bodies',
  vendors: 'all',
  tries: { full: 40, short: 4 },
  shortened: 'call time-out 4 s instead of 30 s',
  ...playBadAnswers({ starts: SLOW, looks: SLOW, cancels: SLOW }),
};
