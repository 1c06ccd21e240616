import { type Rehearsal, rehearsed } from '../vendor-module.ts';
import { BASE } from './wire.ts';

export const rehearsal: Rehearsal = {
  logIn: ({ path }) => (path === `${BASE}/oauth/tokens` ? rehearsed({ access_token: 'rehearsed' }) : undefined),
};
