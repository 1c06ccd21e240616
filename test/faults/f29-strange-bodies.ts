import { playBadAnswers } from './bad-answers.ts';
import type { Fault } from './fault.ts';
import type { Action } from './scripts.ts';

const STRANGE: readonly Action[] = [
  { do: 'replaceBody', with: 'html' },
  { do: 'cutBody' },
  { do: 'cutBody', cleanEnd: true },
  { do: 'replaceBody', with: 'empty' },
  { do: 'replaceBody', with: 'text', body: 'OK' },
];
/** The right body under the wrong type may be taken: that is no lie. */
const WRONG_TYPE: Action = { do: 'replaceBody', with: 'wrongType' };

export const strangeBodies: Fault = {
  id: 'F29',
  title: '200 with HTML, cut off, empty, or of the wrong type',
  vendors: 'all',
  tries: { full: 40, short: 6 },
  shortened: 'call time-out 4 s instead of 30 s',
  ...playBadAnswers({ starts: [...STRANGE, WRONG_TYPE], looks: STRANGE, cancels: [...STRANGE, WRONG_TYPE] }),
};
