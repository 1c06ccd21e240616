import assert from 'node:assert/strict';
import type { Started } from '../../../contract/vendor.ts';
import type { FaultRule } from '../../../simulators/index.ts';
import type { Endpoint } from '../../../vendors/endpoint.ts';
import { type Bench, newStamp } from '../bench.ts';
import { failure, settled } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';

interface Lost {
  params: unknown;
  context: ReturnType<Bench['context']>;
}

/** Starts a job whose answer never comes. */
async function lose(bench: Bench, endpoint: Endpoint, operation: string, rule: Partial<FaultRule> = {}): Promise<Lost> {
  const [params, context] = [bench.params({ operation }), bench.context({ operation })];
  bench.fault({ match: { kind: 'start' }, action: { do: 'reset', when: 'after' }, ...rule });
  await failure(endpoint.vendor.start(params, context), 'AnswerLost');
  return { params, context };
}

/** What was found, resumed where its start has not made all its calls. */
async function take(bench: Bench, endpoint: Endpoint, { params, context }: Lost): Promise<Started> {
  const found = await bench.find(endpoint, { params, context });
  assert.equal(found.length, 1, `found ${JSON.stringify(found.map(({ vendorJobId }) => vendorJobId))}`);
  const [one] = found as [(typeof found)[0]];
  assert.equal(one.by, bench.capabilities.find[context.operation]);
  return one.unfinished ? await endpoint.vendor.start(params, context, one.handle) : one;
}

function lostAnswers(operation: string, { startCalls }: Subject): Case[] {
  const calls = startCalls?.[operation] ?? 1;
  return Array.from({ length: calls }, (_, after) => ({
    name: `find: ${operation}: a lost answer${calls > 1 ? ` to changing call ${after + 1}` : ''} is found again`,
    async run(bench) {
      const endpoint = bench.open();
      const lost = await lose(bench, endpoint, operation, { after });
      const { vendorJobId, handle } = await take(bench, endpoint, lost);
      assert.equal(bench.made().length, 1, 'started twice');
      await bench.until('it runs', () => bench.truth(vendorJobId).state === 'running');
      assert.equal((await bench.read(endpoint, { handle })).state, 'running');
    },
  }));
}

function clocks(operation: string): Case[] {
  return [
    {
      name: `find: ${operation}: nothing is found where nothing was accepted`,
      async run(bench) {
        const endpoint = bench.open();
        const lost = await lose(bench, endpoint, operation, { action: { do: 'reset', when: 'before' } });
        assert.equal(bench.made().length, 0);
        assert.deepEqual(await bench.find(endpoint, lost), []);
      },
    },
    {
      name: `find: ${operation}: what ran before the start was wanted is not ours, by the vendor's clock`,
      async run(bench) {
        const endpoint = bench.open();
        await bench.running(endpoint, { operation });
        // The vendor's clock goes on by half a minute: what has begun until now began half a minute ago.
        bench.simulator.control({ do: 'skewClock', ms: 30_000 });
        const lost = await lose(bench, endpoint, operation);
        const { vendorJobId } = await take(bench, endpoint, lost);
        assert.equal(bench.truth(vendorJobId), bench.made().at(-1));
      },
    },
    {
      name: `find: ${operation}: a vendor whose clock is an hour behind hides nothing`,
      async run(bench) {
        bench.simulator.control({ do: 'skewClock', ms: -3_600_000 });
        const endpoint = bench.open();
        const lost = await lose(bench, endpoint, operation);
        await take(bench, endpoint, lost);
      },
    },
  ];
}

function others(operation: string): Case[] {
  return [
    {
      name: `find: ${operation}: a request that was carried out twice is found twice`,
      async run(bench) {
        const endpoint = bench.open();
        const lost = await lose(bench, endpoint, operation, { action: [{ do: 'twice' }, { do: 'reset' }] });
        const found = await bench.find(endpoint, lost);
        assert.equal(new Set(found.map(({ vendorJobId }) => vendorJobId)).size, 2);
      },
    },
    {
      name: `find: ${operation}: a colleague's look-alike, as far as the vendor tells`,
      async run(bench) {
        const endpoint = bench.open();
        await bench.running(bench.open(bench.subject.users.colleague(bench)), { operation });
        const lost = await lose(bench, endpoint, operation);
        const found = await bench.find(endpoint, lost);
        const mine = bench.made(bench.subject.users.own);
        assert.ok(
          found.some(({ vendorJobId }) => bench.truth(vendorJobId) === mine[0]),
          'ours was not found',
        );
        const isSure = bench.capabilities.find[operation] === 'stamp' || bench.subject.findTellsUsers;
        assert.equal(found.length, isSure ? 1 : 2);
      },
    },
    {
      name: `find: ${operation}: a list that cannot be read is an error, never "none"`,
      async run(bench) {
        const endpoint = bench.open();
        const lost = await lose(bench, endpoint, operation);
        const rule = { match: { kind: 'look' }, times: 'always' } as const;
        bench.fault({ ...rule, action: { do: 'replaceBody', with: 'html' } });
        await failure(bench.find(endpoint, lost), 'UnexpectedResponse', 'Unavailable');
      },
    },
    {
      name: `find: ${operation}: a list that does not come is an error, never "none"`,
      async run(bench) {
        const endpoint = bench.open();
        const lost = await lose(bench, endpoint, operation);
        bench.fault({ match: { kind: 'look' }, times: 'always', action: { do: 'status', status: 500 } });
        await failure(bench.find(endpoint, lost), 'Unavailable', 'UnexpectedResponse');
      },
    },
  ];
}

/** By stamp only: a mark tells any two starts apart. */
function byStamp(operation: string): Case {
  return {
    name: `find: ${operation}: another start of the same is told apart by its stamp`,
    async run(bench) {
      const endpoint = bench.open();
      const lost = await lose(bench, endpoint, operation);
      await bench.running(endpoint, { operation });
      await take(bench, endpoint, lost);
      assert.deepEqual(
        await bench.find(endpoint, { ...lost, context: bench.context({ operation, stamp: newStamp() }) }),
        [],
      );
    },
  };
}

const declared: Case = {
  name: 'find: declared for every operation, and for no other',
  run: async ({ capabilities, subject }) =>
    assert.deepEqual(new Set(Object.keys(capabilities.find)), new Set(Object.keys(subject.operations))),
};

const late: Case = {
  name: 'find: a job that shows late is found once it shows',
  async run(bench) {
    const endpoint = bench.open();
    const hide = { do: 'setJob', patch: { hideMs: 400 } } as const;
    const lost = await lose(bench, endpoint, bench.operation, { action: [{ do: 'reset' }, hide] });
    await bench.until('it is found', async () => {
      const found = await settled(bench.find(endpoint, lost));
      return !(found instanceof Error) && found.length === 1;
    });
  },
};

/** The trap of "none": the vendor takes a request long after we have given up waiting for its answer. */
const acceptedLate: Case = {
  name: 'find: a start that the vendor takes late is found from then on; how late it may be is declared',
  async run(bench) {
    const endpoint = bench.open();
    bench.fault({ match: { kind: 'start' }, action: { do: 'delay', ms: 500 } });
    const giveUp = new AbortController();
    const [params, context] = [bench.params(), bench.context()];
    const starting = failure(endpoint.vendor.start(params, { ...context, signal: giveUp.signal }), 'AnswerLost');
    await bench.until('the request is there', () => bench.calls('start') > 0);
    giveUp.abort();
    await starting;
    await bench.until('it is taken', () => bench.made().length > 0);
    assert.equal((await bench.find(endpoint, { params, context })).length, 1);
    const { startSettlesMs } = bench.capabilities;
    assert.ok(startSettlesMs > 500 && startSettlesMs <= 600_000, `${startSettlesMs} ms`);
  },
};

export function findCases(subject: Subject, find: Bench['capabilities']['find']): Case[] {
  const searched = Object.keys(subject.operations).filter((operation) => find[operation] !== 'none');
  const stamped = searched.filter((operation) => find[operation] === 'stamp');
  return [
    declared,
    ...(find[Object.keys(subject.operations)[0] ?? ''] === 'none' ? [] : [late, acceptedLate]),
    ...searched.flatMap((operation) => [
      ...lostAnswers(operation, subject),
      ...clocks(operation),
      ...others(operation),
    ]),
    ...stamped.map(byStamp),
  ];
}
