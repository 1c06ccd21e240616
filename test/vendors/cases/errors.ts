import assert from 'node:assert/strict';
import { isNotAccepted, VendorError, type VendorErrorType } from '../../../contract/vendor-error.ts';
import { type Bench, type Job, within } from '../bench.ts';
import { failure, isReading, settled, show } from '../claims.ts';
import type { Case, ErrorForm, Subject } from '../subject.ts';

/** What a status means that comes before anything was carried out: to a start, and to a look. */
const STATUSES: Readonly<Record<number, { start: VendorErrorType; look: VendorErrorType[] }>> = {
  400: { start: 'InvalidRequest', look: ['InvalidRequest', 'UnexpectedResponse'] },
  403: { start: 'Forbidden', look: ['Forbidden'] },
  409: { start: 'Conflict', look: ['Conflict', 'UnexpectedResponse', 'InvalidRequest'] },
  429: { start: 'RateLimited', look: ['RateLimited'] },
  500: { start: 'AnswerLost', look: ['Unavailable'] },
  502: { start: 'AnswerLost', look: ['Unavailable'] },
  503: { start: 'Unavailable', look: ['Unavailable', 'RateLimited'] },
  504: { start: 'AnswerLost', look: ['Unavailable'] },
};

/** The failure of a look or a cancel at one job, wherever it is told. */
export async function failureAt(call: Promise<readonly unknown[]>): Promise<VendorError> {
  const answer = await settled(call);
  const error = answer instanceof Error ? answer : answer[0];
  assert.ok(error instanceof VendorError, `expected a VendorError, found ${show(error)}`);
  return error;
}

const cancelCall = (bench: Bench, job: Job, endpoint = bench.open()) =>
  endpoint.vendor.cancel([{ handle: job.handle, secondsLeft: 60, rung: 0 }], within());

function forStatus(status: number, { start, look }: (typeof STATUSES)[number]): Case[] {
  const action = { do: 'status', status } as const;
  return [
    {
      name: `errors: a start answered ${status} is ${start}`,
      async run(bench) {
        bench.fault({ match: { kind: 'start' }, action });
        await failure(bench.start(bench.open()), start);
        assert.equal(bench.made().length, 0);
      },
    },
    {
      name: `errors: a look answered ${status} is a failed call, no word of the job`,
      async run(bench) {
        const endpoint = bench.open();
        const job = await bench.running(endpoint);
        bench.fault({ match: { kind: 'look' }, times: 'always', action });
        const { type } = await failureAt(bench.lookAt(endpoint, [job]));
        assert.ok(look.includes(type), type);
      },
    },
    {
      name: `errors: a cancel answered ${status} stops nothing and claims nothing`,
      async run(bench) {
        const job = await bench.running(bench.open());
        bench.fault({ match: { kind: 'cancel' }, times: 'always', action });
        const answer = await settled(cancelCall(bench, job));
        const reply = answer instanceof Error ? answer : answer[0];
        const isHonest = reply instanceof Error || reply?.reply === 'refused' || reply?.reply === 'unsupported';
        assert.ok(isHonest, show(reply));
        if (status >= 500 || status === 429) assert.ok(reply instanceof Error, `may be tried again: ${show(reply)}`);
        assert.notEqual(bench.truth(job.vendorJobId).state, 'ended');
      },
    },
  ];
}

function forForm({ title, answer, start, look, words }: ErrorForm): Case[] {
  const action = { do: 'status', ...answer } as const;
  return [
    {
      name: `errors: ${title}: a start is ${start}, with the vendor's words`,
      async run(bench) {
        bench.fault({ match: { kind: 'start' }, times: 'always', action });
        const error = await failure(bench.start(bench.open()), start);
        assert.ok(error.message.includes(words), error.message);
        assert.equal(bench.made().length, 0);
      },
    },
    {
      name: `errors: ${title}: a look is ${look}`,
      async run(bench) {
        const job = await bench.running(bench.open());
        bench.fault({ match: { kind: 'look' }, times: 'always', action });
        const error = await failureAt(bench.lookAt(bench.open(), [job]));
        assert.equal(error.type, look, error.message);
      },
    },
  ];
}

/** The vendors' own scripts verify none of them. */
const CERTIFICATES: readonly Case[] = (['selfSigned', 'expired', 'wrongHost'] as const).map((certificate) => ({
  name: `errors: a certificate that is not to be trusted (${certificate}): nothing is sent`,
  certificate,
  async run(bench) {
    await failure(bench.start(bench.open()), 'Untrusted');
    assert.equal(bench.ledger().calls.length, 0);
  },
}));

const ALL: readonly Case[] = [
  {
    name: 'errors: a web page with a 404 is no word of a job',
    async run(bench) {
      const job = await bench.running(bench.open());
      bench.fault({ match: { kind: 'look' }, times: 'always', action: { do: 'status', status: 404 } });
      assert.notEqual((await failureAt(bench.lookAt(bench.open(), [job]))).type, 'NotFound');
    },
  },
  {
    name: 'errors: a start that was carried out and answered 500 is a lost answer',
    async run(bench) {
      bench.fault({ match: { kind: 'start' }, action: { do: 'status', status: 500, when: 'after' } });
      await failure(bench.start(bench.open()), 'AnswerLost');
      assert.equal(bench.made().length, 1);
    },
  },
  {
    name: 'errors: a redirect is not followed, wherever it leads',
    async run(bench) {
      const job = await bench.running(bench.open());
      const to = `${bench.simulator.url}/_inventory`;
      const action = { do: 'status', status: 302, headers: { location: to } } as const;
      for (const kind of ['start', 'look'] as const) bench.fault({ match: { kind }, times: 'always', action });
      await failure(bench.start(bench.open()), 'AnswerLost', 'Unauthorized');
      const { type } = await failureAt(bench.lookAt(bench.open(), [job]));
      assert.ok(type === 'UnexpectedResponse' || type === 'Unauthorized', type);
      assert.equal(bench.made().length, 1);
    },
  },
  {
    name: 'errors: a vendor that nobody listens for has accepted nothing',
    async run(bench) {
      const endpoint = bench.open();
      await bench.simulator.stop();
      const { type } = await failure(bench.start(endpoint), 'Unavailable');
      assert.ok(isNotAccepted(type));
    },
  },
  {
    name: 'errors: a list is spoiled by no single failure',
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await bench.many(endpoint, 3);
      const [first, second, third] = jobs as [Job, Job, Job];
      bench.patch(second, { vanish: true });
      const looked = await bench.lookAt(endpoint, [first, second, third]);
      isReading(looked[0]);
      isReading(looked[2]);
      assert.ok(looked[1] instanceof Error);
    },
  },
];

export function errorCases({ errors = [] }: Subject): Case[] {
  const statuses = Object.entries(STATUSES).flatMap(([status, types]) => forStatus(Number(status), types));
  return [...statuses, ...errors.flatMap(forForm), ...CERTIFICATES, ...ALL];
}
