import { VendorError } from '../../../contract/vendor-error.ts';
import { type Liar, sending, telling } from './liar.ts';

/** About starts, log-ins and errors. */
export const STARTING: readonly Liar[] = [
  {
    lie: 'sends a start again whose answer was lost',
    caughtBy: 'wire: an answer to a start whose connection is reset',
    of: sending((http) => async (call) => {
      try {
        return await http.send(call);
      } catch (error) {
        if (call.changes !== true) throw error;
        return await http.send(call);
      }
    }),
  },
  {
    lie: 'says that nothing was accepted when nobody knows',
    caughtBy: 'errors: a start that was carried out and answered 500 is a lost answer',
    of: telling((vendor) => ({
      async start(...asked) {
        try {
          return await vendor.start(...asked);
        } catch (error) {
          throw new VendorError('Unavailable', (error as Error).message);
        }
      },
    })),
  },
  {
    lie: 'starts two jobs for one request',
    caughtBy: 'start: OPERATION makes one job, known by its id',
    of: telling((vendor) => ({
      async start(...asked) {
        await vendor.start(...asked);
        return await vendor.start(...asked);
      },
    })),
  },
  {
    lie: 'never finds a start again',
    caughtBy: 'find: OPERATION: a lost answer is found again',
    of: telling(() => ({ find: async () => [] })),
  },
  {
    lie: 'takes any job for its own',
    caughtBy: "find: OPERATION: what ran before the start was wanted is not ours, by the vendor's clock",
    of: telling((vendor) => ({ find: (params, context) => vendor.find(params, { ...context, intendedAtMs: 0 }) })),
  },
  {
    lie: 'takes a list that it cannot read for an empty one',
    caughtBy: 'find: OPERATION: a list that cannot be read is an error, never "none"',
    of: telling((vendor) => ({ find: (...asked) => vendor.find(...asked).catch(() => []) })),
  },
  {
    lie: 'adopts whatever it is told',
    caughtBy: 'adopt: a job that the vendor does not know is NotFound',
    of: telling(() => ({
      adopt: async (ids) => ({ handle: { ...ids }, vendorJobId: String(Object.values(ids)[0]) }),
    })),
  },
  {
    lie: 'fetches a token for each call',
    caughtBy: 'login: one after the other, calls share the log-in',
    of: telling((_vendor, _access, again) => ({
      start: (...asked) => again().start(...asked),
      look: (...asked) => again().look(...asked),
    })),
  },
  {
    lie: 'takes "not now" for a mistake of the caller',
    caughtBy: 'errors: a start answered 429 is RateLimited',
    of: telling((vendor) => ({
      start: (...asked) =>
        vendor.start(...asked).catch((error) => {
          throw new VendorError('InvalidRequest', error.message);
        }),
    })),
  },
];
