import { type Rehearsal, rehearsed } from '../vendor-module.ts';
import type { RunConfig } from './params.ts';

/** A JWT that claims nothing. */
const TOKEN = 'e30.e30.rehearsed';

export const rehearsal: Rehearsal = {
  // Only the token server is another one than the endpoint's.
  logIn: ({ server }) => (server === undefined ? undefined : rehearsed({ access_token: TOKEN })),
  further: (_operation, params) => {
    const { scheduledTime = '17 minutes from then', downStream } = params as RunConfig;
    const others = downStream.length === 0 ? '' : `, with ${downStream.length} that follow it`;
    return [`PUT …/executions/<id from the answer>: schedules the execution for ${scheduledTime}${others}`];
  },
};
