import type { Looked } from '../../../contract/vendor.ts';
import { VendorError } from '../../../contract/vendor-error.ts';
import { declaring, isReading, type Liar, retelling, telling } from './liar.ts';

/** About looks. */
export const LOOKING: readonly Liar[] = [
  {
    lie: 'loses an id of a list',
    caughtBy: 'look: 20 jobs, each with its own state, in the order asked',
    of: telling((vendor) => ({ look: async (...asked) => (await vendor.look(...asked)).slice(1) })),
  },
  {
    lie: 'answers in another order',
    caughtBy: 'look: 20 jobs, each with its own state, in the order asked',
    of: telling((vendor) => ({ look: async (...asked) => (await vendor.look(...asked)).toReversed() })),
  },
  {
    lie: 'swallows a failure',
    caughtBy: 'look: a failed job says why',
    of: retelling((looked) =>
      'state' in looked && looked.state === 'failed' ? { ...looked, state: 'succeeded' } : looked,
    ),
  },
  {
    lie: 'does not say why a job failed',
    caughtBy: 'look: a failed job says why',
    of: retelling((looked) => {
      if (!isReading(looked)) return looked;
      const { message: _message, ...rest } = looked as Exclude<Looked, Error>;
      return rest;
    }),
  },
  {
    lie: 'maps a word that it does not know to succeeded',
    caughtBy: 'look: an unknown word keeps the job running, and stands in the reading',
    of: retelling((looked) =>
      'state' in looked && /42|DREAMING|Dreaming/.test(looked.words) ? { ...looked, state: 'succeeded' } : looked,
    ),
  },
  {
    lie: 'tells nobody that it does not know a word',
    caughtBy: 'look: an unknown word keeps the job running, and stands in the reading',
    of: retelling((looked) => {
      if (!isReading(looked)) return looked;
      const { unknownWords: _unknownWords, ...rest } = looked as Exclude<Looked, Error>;
      return rest;
    }),
  },
  {
    lie: 'remembers what it read before',
    caughtBy: 'look: each look is a new one, nothing is remembered',
    of: telling((vendor) => {
      const seen = new Map<string, Looked>();
      return {
        look: async (handles, context) =>
          (await vendor.look(handles, context)).map((looked, at) => {
            const key = JSON.stringify(handles[at]);
            seen.set(key, seen.get(key) ?? looked);
            return seen.get(key) as Looked;
          }),
      };
    }),
  },
  {
    lie: 'lets one unknown id spoil the whole list',
    caughtBy: 'look: known and unknown ids together spoil none',
    of: telling((vendor) => ({
      async look(...asked) {
        const looked = await vendor.look(...asked);
        const error = looked.find((each) => each instanceof Error);
        if (error !== undefined) throw error;
        return looked;
      },
    })),
  },
  {
    lie: 'takes what it cannot read for gone',
    caughtBy: 'errors: a web page with a 404 is no word of a job',
    of: telling((vendor) => {
      const gone = new VendorError('NotFound', 'gone');
      return {
        look: (handles, context) =>
          vendor.look(handles, context).then(
            (looked) => looked.map((each) => (isReading(each) ? each : gone)),
            () => handles.map(() => gone),
          ),
      };
    }),
  },
  {
    lie: 'declares many in one call, and makes a call for each',
    caughtBy: 'look: many jobs in as few calls as declared',
    of: telling((vendor) => ({
      look: async (handles, context) =>
        (await Promise.all(handles.map((handle) => vendor.look([handle], context)))).flat(),
    })),
  },
  {
    lie: 'makes up how far a job is, or hides it',
    caughtBy: 'look: percent as declared',
    of: (module) => declaring({ percent: !module.capabilities.percent })(module),
  },
];
