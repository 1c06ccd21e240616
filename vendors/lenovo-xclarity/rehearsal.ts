import { type Rehearsal, rehearsed } from '../vendor-module.ts';
import type { Track } from './params.ts';

export const rehearsal: Rehearsal = {
  logIn: ({ path }) => (path === '/sessions' ? rehearsed({}, 'JSESSIONID=rehearsed') : undefined),
  further: (operation, params) =>
    operation === 'track' && (params as Track).percentage !== undefined
      ? ['PUT /tasks/<id from the answer>: tells the percentage']
      : [],
};
