import assert from 'node:assert/strict';
import { isReply } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';
import { cancelAll } from './cancel.ts';

/** Where the vendor gives the ids of deleted jobs again. */
export function givenAwayCases({ givenAway }: Subject): Case[] {
  return givenAway === undefined ? [] : [cancelOf(givenAway)];
}

function cancelOf({ set }: NonNullable<Subject['givenAway']>): Case {
  return {
    name: 'cancel: of an id that is another job by now nothing is sent, and the job is unknown',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const { handle = job.handle } = await bench.read(endpoint, job);
      bench.patch(job, { replace: true });
      if (set !== undefined) bench.patch(job, { set });
      isReply((await cancelAll(endpoint, [{ ...job, handle }]))[0], 'unknownJob');
      assert.deepEqual(bench.ledger().cancelRequests, []);
    },
  };
}
