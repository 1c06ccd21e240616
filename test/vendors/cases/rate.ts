import assert from 'node:assert/strict';
import { busiestWindow, type FaultRule } from '../../../simulators/index.ts';
import { failure } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';
import { failureAt } from './errors.ts';

function forSign(sign: string, action: FaultRule['action']): Case {
  return {
    name: `rate: ${sign} is "not now": nothing was accepted`,
    async run(bench) {
      const job = await bench.running(bench.open());
      bench.fault({ match: { kind: 'start' }, times: 'always', action });
      await failure(bench.start(bench.open(), { nth: 1 }), 'RateLimited');
      assert.equal(bench.made().length, 1);
      bench.fault({ match: { kind: 'look' }, times: 'always', action });
      assert.equal((await failureAt(bench.lookAt(bench.open(), [job]))).type, 'RateLimited');
    },
  };
}

const ALL: readonly Case[] = [
  {
    name: 'rate: every declared sign is seen as one, and no other is claimed',
    run: async ({ capabilities, subject }) =>
      assert.deepEqual(new Set(Object.keys(subject.rateSigns ?? {})), new Set(capabilities.rateLimitSigns)),
  },
  {
    name: 'rate: 429 with Retry-After says how long',
    async run(bench) {
      const action = { do: 'status', status: 429, headers: { 'retry-after': '7' } } as const;
      bench.fault({ match: { kind: 'start' }, action });
      const { retryAfterMs = 0 } = await failure(bench.start(bench.open({ limits: { maxHold: '1m' } })), 'RateLimited');
      assert.ok(retryAfterMs > 6_000 && retryAfterMs < 9_000, `${retryAfterMs} ms`);
    },
  },
  {
    name: 'rate: a refusal holds the calls that come after it',
    async run(bench) {
      const endpoint = bench.open({ limits: { maxHold: '400ms' } });
      bench.fault({ match: { kind: 'start' }, action: { do: 'status', status: 429, headers: { 'retry-after': '9' } } });
      await failure(bench.start(endpoint), 'RateLimited');
      await bench.start(endpoint);
      const [refused, next] = bench.ledger().calls.filter(({ kind }) => kind === 'start');
      assert.ok((next?.at ?? 0) - (refused?.at ?? 0) >= 390, 'did not wait');
    },
  },
  {
    name: "rate: the endpoint's rate is kept by all calls together, log-ins too",
    async run(bench) {
      const endpoint = bench.open({ limits: { requestsPerSecond: 8 } });
      const jobs = await Promise.all([0, 1, 2, 3].map((nth) => bench.start(endpoint, { nth })));
      await Promise.all(jobs.map((job) => bench.lookAt(endpoint, [job])));
      assert.ok(busiestWindow(bench.ledger().calls, 1_000) <= 8);
    },
  },
];

export function rateCases({ rateSigns = {} }: Subject): Case[] {
  return [...Object.entries(rateSigns).map(([sign, action]) => forSign(sign, action)), ...ALL];
}
