import assert from 'node:assert/strict';
import type { Bench } from '../bench.ts';
import { failure, isReading, settled } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';

function byLogin(name: string, { fields, meanwhile, calls }: Subject['logins'][string]): Case {
  return {
    name: `login: ${name} logs in`,
    async run(bench) {
      const given = await fields?.(bench);
      bench.simulator.resetCalls();
      const endpoint = bench.open(given);
      const job = await bench.running(endpoint);
      meanwhile?.(bench);
      assert.equal((await bench.read(endpoint, job)).state, 'running');
      assert.equal(bench.calls('login'), calls);
    },
  };
}

async function tenLooks(bench: Bench, expire: boolean): Promise<number> {
  const endpoint = bench.open();
  const jobs = await bench.many(endpoint, 10);
  if (expire) bench.simulator.control({ do: 'expireTokens', which: 'access' });
  bench.simulator.resetCalls();
  // Not through the endpoint's batches: each is a call of its own, that waits for the log-in.
  const reader = expire ? endpoint : bench.open();
  const looked = await Promise.all(jobs.map((job) => bench.lookAt(reader, [job])));
  for (const [reading] of looked) isReading(reading);
  return bench.calls('login');
}

const ALL: readonly Case[] = [
  {
    name: 'login: every declared way logs in, and no other is claimed',
    run: async ({ capabilities, subject }) =>
      assert.deepEqual(new Set(Object.keys(subject.logins)), new Set(capabilities.login)),
  },
  {
    name: 'login: ten first calls at once share one log-in',
    async run(bench) {
      assert.ok((await tenLooks(bench, false)) <= 1);
    },
  },
  {
    name: 'login: expired with ten calls waiting, it is renewed once, and all are answered',
    async run(bench) {
      assert.ok((await tenLooks(bench, true)) <= 1);
    },
  },
  {
    name: 'login: one after the other, calls share the log-in',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      for (let looks = 0; looks < 3; looks += 1) await bench.read(endpoint, job);
      assert.ok(bench.calls('login') <= 1, `${bench.calls('login')} log-ins`);
    },
  },
  {
    name: 'login: expired before a start, the start is made once',
    async run(bench) {
      const endpoint = bench.open();
      await bench.running(endpoint);
      bench.simulator.control({ do: 'expireTokens', which: 'all' });
      const job = await bench.start(endpoint, { nth: 1 });
      assert.equal(bench.made().length, 2);
      assert.equal(bench.truth(job.vendorJobId).startRequests, 1);
    },
  },
  {
    name: 'login: whoever is not let in is Unauthorized, in a start, a look and a cancel; nothing is made or stopped',
    async run(bench) {
      const job = await bench.running(bench.open());
      const stranger = bench.open(bench.subject.users.stranger(bench));
      const errors = [
        await failure(bench.start(stranger), 'Unauthorized'),
        await refusalOf(bench.lookAt(stranger, [job])),
        await refusalOf(stranger.vendor.cancel([{ handle: job.handle, secondsLeft: 60, rung: 0 }], bench.context())),
      ];
      for (const { message } of errors)
        for (const secret of bench.subject.secrets) assert.ok(!message.includes(secret), 'a secret in an error');
      assert.equal(bench.made().length, 1);
      assert.notEqual(bench.truth(job.vendorJobId).state, 'ended');
    },
  },
];

/** A list's one failure, whether the list failed or its one place. */
async function refusalOf(call: Promise<unknown[]>): Promise<Error> {
  const answer = await settled(call);
  const error = answer instanceof Error ? answer : answer[0];
  return await failure(Promise.reject(error), 'Unauthorized');
}

export function loginCases({ logins }: Subject): Case[] {
  return [...Object.entries(logins).map(([name, login]) => byLogin(name, login)), ...ALL];
}
