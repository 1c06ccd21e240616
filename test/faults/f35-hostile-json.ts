import { playBadAnswers } from './bad-answers.ts';
import type { Fault } from './fault.ts';
import type { Action } from './scripts.ts';

const json = (body: string): Action => ({ do: 'replaceBody', with: 'text', body, contentType: 'application/json' });

const HOSTILE: readonly Action[] = [
  { do: 'replaceBody', with: 'huge', size: 50_000_000 },
  { do: 'replaceBody', with: 'deep', size: 100_000, contentType: 'application/json' },
  json('{"jobID":12345678901234567890,"id":12345678901234567890,"Status":9007199254740993}'),
  json('{"__proto__":{"status":"Complete","job_status":"Success"},"constructor":{"prototype":{"state":"succeeded"}}}'),
  json('[{"__proto__":{"status":"Complete","job_status":"Success","id":1}}]'),
];

const play = playBadAnswers({ starts: HOSTILE, looks: HOSTILE, cancels: HOSTILE });

export const hostileJson: Fault = {
  id: 'F35',
  title: 'JSON of 50 MB, 100,000 levels deep, integers past 2^53, __proto__ keys',
  vendors: 'all',
  tries: { full: 20, short: 5 },
  shortened: 'call time-out 4 s instead of 30 s',
  ...play,
  // Of the two formats of Prime the one in question.
  lab: (context) => {
    const { fields, ...options } = play.lab?.(context) ?? {};
    return { ...options, fields: { ...fields, ...(context.vendor === 'cisco-prime' && { format: 'json' }) } };
  },
};
