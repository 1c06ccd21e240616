import { declaring, type Liar, telling } from './liar.ts';

/** About stops. */
export const STOPPING: readonly Liar[] = [
  {
    lie: 'says canceled when it is not',
    caughtBy: 'cancel: what is accepted and not done is not said to be canceled',
    of: telling((vendor) => {
      const asked = new Set<string>();
      return {
        async cancel(asks, context) {
          for (const { handle } of asks) asked.add(JSON.stringify(handle));
          return await vendor.cancel(asks, context);
        },
        look: async (handles, context) =>
          (await vendor.look(handles, context)).map((looked, at) =>
            'state' in looked && asked.has(JSON.stringify(handles[at])) ? { ...looked, state: 'canceled' } : looked,
          ),
      };
    }),
  },
  {
    lie: 'says accepted where the vendor refused',
    caughtBy: 'cancel: what the vendor refuses to stop is refused, with its words, and goes on',
    of: telling((vendor) => ({
      cancel: async (...asked) =>
        (await vendor.cancel(...asked)).map((reply) =>
          'reply' in reply && reply.reply === 'refused' ? { reply: 'accepted' } : reply,
        ),
    })),
  },
  {
    lie: 'takes an unknown job for one that is over',
    caughtBy: 'cancel: an unknown job is unknown',
    of: telling((vendor) => ({
      cancel: async (...asked) =>
        (await vendor.cancel(...asked)).map((reply) =>
          'reply' in reply && reply.reply === 'unknownJob' ? { reply: 'alreadyOver' } : reply,
        ),
    })),
  },
  {
    lie: 'says accepted and asks nobody',
    caughtBy: 'cancel: a running job, as declared',
    of: telling(() => ({ cancel: async (asks) => asks.map(() => ({ reply: 'accepted' })) })),
  },
  {
    lie: 'declares that it suspends, and cannot',
    caughtBy: 'suspend: a running job is suspended, and a look says so',
    of: declaring({ suspend: 'both', resume: 'both' }),
  },
];
