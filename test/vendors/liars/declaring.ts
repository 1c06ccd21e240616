import type { VendorModule } from '../../../vendors/vendor-module.ts';
import { declaring, type Liar } from './liar.ts';

/** A list of the capabilities with one more than is true. */
const oneMore = (name: 'adopt' | 'login' | 'rateLimitSigns') => (module: VendorModule) =>
  declaring({ [name]: [...module.capabilities[name], 'carrier pigeon'] })(module);

/** About what is declared. */
export const DECLARING: readonly Liar[] = [
  {
    lie: 'declares an id to adopt by that it does not take',
    caughtBy: 'adopt: every declared id is one by which a job can be adopted',
    of: oneMore('adopt'),
  },
  {
    lie: 'declares a way to log in that it does not have',
    caughtBy: 'login: every declared way logs in, and no other is claimed',
    of: oneMore('login'),
  },
  {
    lie: 'declares a sign of "not now" that nobody has seen',
    caughtBy: 'rate: every declared sign is seen as one, and no other is claimed',
    of: oneMore('rateLimitSigns'),
  },
  {
    lie: 'declares that it stops only what is scheduled, and stops what runs',
    caughtBy: 'cancel: a running job, as declared',
    of: declaring({ cancel: 'scheduled' }),
  },
  {
    lie: 'declares a mark by which it finds, and has none',
    caughtBy: 'find: OPERATION: a lost answer is found again',
    of: (module) =>
      declaring({
        find: Object.fromEntries(Object.keys(module.capabilities.find).map((name) => [name, 'stamp' as const])),
      })(module),
  },
];
