import { playBadAnswers } from './bad-answers.ts';
import type { Fault } from './fault.ts';

const STATUSES = [500, 502, 503, 504] as const;
const status = (code: number, when: 'before' | 'after') => ({ do: 'status' as const, status: code, when });

export const serverErrors: Fault = {
  id: 'F25',
  title: 'bursts of 500, 502, 503, 504',
  vendors: 'all',
  tries: { full: 40, short: 4 },
  shortened: 'call time-out 4 s instead of 30 s',
  ...playBadAnswers({
    // A 503 was not carried out, whoever sent it; of the others nobody knows. Those come last that were not carried out
    // either: only the time after which nothing can come of them any more settles them.
    starts: [
      ...[500, 502, 504].map((code) => status(code, 'after')),
      ...[503, 500, 502, 504].map((code) => status(code, 'before')),
    ],
    looks: STATUSES.map((code) => status(code, 'before')),
    cancels: STATUSES.flatMap((code) => [status(code, 'before'), status(code, 'after')]),
  }),
};
