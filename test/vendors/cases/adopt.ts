import assert from 'node:assert/strict';
import { within } from '../bench.ts';
import { failure } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';

function byIds(of: Subject['adoptions'][number]): Case {
  return {
    name: `adopt: by ${of.ids.join(' and ')}`,
    async run(bench) {
      const colleague = await bench.running(bench.open(bench.subject.users.colleague(bench)));
      const endpoint = bench.open();
      // What grows into the handle later must not be needed.
      const { handle = colleague.handle } = await bench.read(endpoint, colleague);
      const ids = of.of({ ...colleague, handle }, bench.truth(colleague.vendorJobId));
      assert.deepEqual(new Set(Object.keys(ids)), new Set(of.ids));
      const adopted = await endpoint.vendor.adopt(ids, within());
      assert.equal(adopted.vendorJobId, colleague.vendorJobId);
      assert.ok(adopted.reading === undefined || adopted.reading.state === 'running');
      bench.patch(colleague, { end: 'succeeded' });
      assert.equal((await bench.read(endpoint, adopted)).state, 'succeeded');
    },
  };
}

const ALL: readonly Case[] = [
  {
    name: 'adopt: every declared id is one by which a job can be adopted',
    run: async ({ capabilities, subject }) =>
      assert.deepEqual(new Set(subject.adoptions.flatMap(({ ids }) => ids)), new Set(capabilities.adopt)),
  },
  {
    name: 'adopt: the first declared id is the vendor job id that Reeve shows',
    async run(bench) {
      const { capabilities, subject } = bench;
      const [own = ''] = capabilities.adopt;
      const adoption = subject.adoptions.find(({ ids }) => ids.includes(own));
      assert.ok(adoption, `no adoption by ${own}`);
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const { handle = job.handle } = await bench.read(endpoint, job);
      assert.equal(String(adoption.of({ ...job, handle }, bench.truth(job.vendorJobId))[own]), job.vendorJobId);
    },
  },
  {
    name: 'adopt: a job that the vendor does not know is NotFound',
    async run(bench) {
      const endpoint = bench.open();
      for (const { of } of bench.subject.adoptions) {
        const job = await bench.running(endpoint);
        const { handle = job.handle } = await bench.read(endpoint, job);
        const ids = of({ ...job, handle }, bench.truth(job.vendorJobId));
        bench.patch(job, { vanish: true });
        await failure(endpoint.vendor.adopt(ids, within()), 'NotFound');
      }
    },
  },
  {
    name: 'adopt: ids that the vendor does not have are refused, with those that it has',
    async run(bench) {
      for (const ids of [{ colour: 'red' }, {}]) {
        const error = await failure(bench.open().vendor.adopt(ids, within()), 'InvalidRequest');
        assert.ok(
          bench.capabilities.adopt.some((id) => error.message.includes(id)),
          error.message,
        );
      }
      assert.equal(bench.ledger().calls.length, 0);
    },
  },
];

export function adoptCases({ adoptions }: Subject): Case[] {
  return [...adoptions.map(byIds), ...ALL];
}
