import { type Rehearsal, rehearsed } from '../vendor-module.ts';
import type { Push } from './params.ts';

export const rehearsal: Rehearsal = {
  logIn({ path, body = '' }) {
    if (path === '/api/common/1.0/login') return rehearsed({}, 'session=rehearsed');
    if (path !== '/api/common/1.0/oauth/token') return undefined;
    return rehearsed({ access_token: 'rehearsed', state: new URLSearchParams(body).get('state') });
  },
  // A feature that is asked for by its id is answered with that id; one by its name with an id that nobody knows before.
  read({ method, path }) {
    const id = /\/features\/items\/(\d+)$/.exec(path)?.[1];
    return method === 'GET' && id !== undefined ? rehearsed({ id: Number(id), name: 'rehearsed' }) : undefined;
  },
  further: (_operation, params) =>
    (params as Push).features.every((feature) => typeof feature === 'number')
      ? []
      : ['POST …/jobs: makes the job, with the ids of the features from the answers'],
};
