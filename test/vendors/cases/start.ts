import assert from 'node:assert/strict';
import { isTerminal } from '../../../contract/job.ts';
import { checkParams } from '../../../vendors/params.ts';
import type { Case, Subject } from '../subject.ts';

/** Temporal carries the handle in every later activity. */
const GREATEST_HANDLE = 2_000;

function forOperation(operation: string): Case[] {
  return [
    {
      name: `start: ${operation} makes one job, known by its id`,
      async run(bench) {
        const job = await bench.start(bench.open(), { operation });
        assert.equal(bench.made().length, 1);
        const truth = bench.truth(job.vendorJobId);
        assert.equal(truth.startedBy.user, bench.subject.users.own);
        assert.equal(truth.startRequests, 1);
      },
    },
    {
      name: `start: ${operation} twice at once makes two jobs`,
      async run(bench) {
        const endpoint = bench.open();
        const [one, other] = await Promise.all([
          bench.start(endpoint, { operation }),
          bench.start(endpoint, { operation, nth: 1 }),
        ]);
        assert.notEqual(one.vendorJobId, other.vendorJobId);
        assert.equal(bench.made().length, 2);
      },
    },
    {
      name: `start: ${operation} is seen by a look, by the same id for ever`,
      async run(bench) {
        const endpoint = bench.open();
        const job = await bench.running(endpoint, { operation });
        assert.equal((await bench.read(endpoint, job)).state, 'running');
        bench.patch(job, { end: 'succeeded' });
        assert.equal((await bench.read(endpoint, job)).state, 'succeeded');
      },
    },
    {
      name: `start: ${operation} refuses parameters that it does not know`,
      run: async ({ subject }) => {
        assert.ok('problems' in checkParams(subject.vendor, operation, { colour: 'red' }));
      },
    },
  ];
}

const FOR_ALL: readonly Case[] = [
  {
    name: 'start: the handle is small JSON without a secret, and is enough for another process',
    async run(bench) {
      const { handle } = await bench.running(bench.open());
      const text = JSON.stringify(handle);
      assert.ok(text.length <= GREATEST_HANDLE, `${text.length} characters`);
      for (const secret of bench.subject.secrets) assert.ok(!text.includes(secret), 'a secret in the handle');
      assert.equal((await bench.read(bench.open(), { handle: JSON.parse(text) })).state, 'running');
    },
  },
  {
    name: 'start: a first reading, where there is one, is of the new job',
    async run(bench) {
      const { reading } = await bench.start(bench.open());
      assert.ok(reading === undefined || !isTerminal(reading.state), reading?.state);
    },
  },
  {
    name: 'start: a call that is given up ends at once, and is a lost answer',
    async run(bench) {
      bench.fault({ match: { kind: 'start' }, action: { do: 'hang' } });
      const giveUp = new AbortController();
      const endpoint = bench.open();
      const starting = endpoint.vendor.start(bench.params(), { ...bench.context(), signal: giveUp.signal });
      const ended = starting.then(
        () => 'an answer',
        (error) => error.type,
      );
      await bench.until('it was carried out', () => bench.made().length > 0);
      giveUp.abort();
      assert.equal(await ended, 'AnswerLost');
    },
  },
];

export function startCases({ operations }: Subject): Case[] {
  return [...Object.keys(operations).flatMap(forOperation), ...FOR_ALL];
}
