import assert from 'node:assert/strict';
import type { CancelReply } from '../../../contract/vendor.ts';
import type { Endpoint } from '../../../vendors/endpoint.ts';
import { type Bench, type Job, within } from '../bench.ts';
import { isReply, settled, show } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';

const ask = ({ handle }: Job, rung = 0, secondsLeft: number | null = 60) => ({ handle, secondsLeft, rung });

export async function cancelAll(endpoint: Endpoint, jobs: readonly Job[]): Promise<(CancelReply | Error)[]> {
  return await endpoint.vendor.cancel(
    jobs.map((job) => ask(job)),
    within(),
  );
}

/** The job ends as canceled, by us, in the ledger and in a look. */
async function isStopped(bench: Bench, endpoint: Endpoint, job: Job): Promise<void> {
  await bench.until(`${job.vendorJobId} is over`, () => bench.truth(job.vendorJobId).state === 'ended');
  const truth = bench.truth(job.vendorJobId);
  assert.equal(truth.ended, 'canceled');
  assert.equal(truth.stoppedBy?.user, bench.subject.users.own);
  assert.equal((await bench.read(endpoint, job)).state, 'canceled');
}

async function isUntouched(bench: Bench, endpoint: Endpoint, job: Job, state: 'running' | 'queued'): Promise<void> {
  assert.notEqual(bench.truth(job.vendorJobId).state, 'ended');
  assert.equal((await bench.read(endpoint, job)).state, state);
}

/** What a job that runs answers, by the capability. */
const running: Case = {
  name: 'cancel: a running job, as declared',
  async run(bench) {
    const endpoint = bench.open();
    const job = await bench.running(endpoint);
    const [reply] = await cancelAll(endpoint, [job]);
    if (['running', 'both'].includes(bench.capabilities.cancel)) {
      isReply(reply, 'accepted');
      await isStopped(bench, endpoint, job);
    } else {
      isReply(reply, 'refused', 'unsupported');
      await isUntouched(bench, endpoint, job, 'running');
    }
  },
};

const waiting: Case = {
  name: 'cancel: a job that waits for its time, as declared',
  async run(bench) {
    const endpoint = bench.open();
    const job = await bench.start(endpoint, { work: 'waiting' });
    const [reply] = await cancelAll(endpoint, [job]);
    if (['scheduled', 'both'].includes(bench.capabilities.cancel)) {
      isReply(reply, 'accepted');
      await isStopped(bench, endpoint, job);
    } else {
      isReply(reply, 'refused', 'unsupported');
      await isUntouched(bench, endpoint, job, 'queued');
    }
  },
};

const sealed: Case = {
  name: 'cancel: what the vendor refuses to stop is refused, with its words, and goes on',
  async run(bench) {
    const endpoint = bench.open();
    const job = await bench.start(endpoint, { work: 'sealed' });
    const [reply] = await cancelAll(endpoint, [job]);
    isReply(reply, 'refused');
    assert.match((reply as { why: string }).why, /\w{3}/);
    assert.notEqual(bench.truth(job.vendorJobId).state, 'ended');
    assert.ok(['running', 'queued'].includes((await bench.read(endpoint, job)).state));
  },
};

/** The work that this vendor can stop. */
const stoppable = ({ cancel }: Bench['capabilities']) => (cancel === 'scheduled' ? 'waiting' : 'endless');

async function startStoppable(bench: Bench, endpoint: Endpoint, nth = 0): Promise<Job> {
  const work = stoppable(bench.capabilities);
  return work === 'endless' ? await bench.running(endpoint, { nth }) : await bench.start(endpoint, { work, nth });
}

const ENDED: readonly Case[] = (['succeeded', 'failed', 'canceled'] as const).map((end) => ({
  name: `cancel: a job that has ${end === 'canceled' ? 'been canceled' : end} is over already`,
  async run(bench) {
    const endpoint = bench.open();
    const job = await bench.running(endpoint);
    bench.patch(job, { end });
    const [reply] = await cancelAll(endpoint, [job]);
    isReply(reply, 'alreadyOver');
    assert.equal(bench.truth(job.vendorJobId).ended, end);
    assert.equal((await bench.read(endpoint, job)).state, end);
  },
}));

const ALL: readonly Case[] = [
  running,
  ...ENDED,
  {
    name: 'cancel: an unknown job is unknown',
    async run(bench) {
      const endpoint = bench.open();
      const job = await startStoppable(bench, endpoint);
      bench.patch(job, { vanish: true });
      isReply((await cancelAll(endpoint, [job]))[0], 'unknownJob');
      assert.notEqual(bench.truth(job.vendorJobId).state, 'ended');
    },
  },
  {
    name: "cancel: nothing but what was asked for is touched, a colleague's look-alike neither",
    async run(bench) {
      const endpoint = bench.open();
      const foreign = await startStoppable(bench, bench.open(bench.subject.users.colleague(bench)));
      const mine = await startStoppable(bench, endpoint);
      const other = await startStoppable(bench, endpoint, 1);
      isReply((await cancelAll(endpoint, [mine]))[0], 'accepted');
      await isStopped(bench, endpoint, mine);
      for (const job of [foreign, other]) assert.notEqual(bench.truth(job.vendorJobId).state, 'ended');
    },
  },
  {
    name: "cancel: a colleague's job: what is answered is what happens",
    async run(bench) {
      const foreign = await startStoppable(bench, bench.open(bench.subject.users.colleague(bench)));
      const [reply] = await cancelAll(bench.open(), [foreign]);
      const accepted = bench.ledger().cancelRequests.some(({ answer }) => answer === 'accepted');
      assert.equal(reply !== undefined && 'reply' in reply && reply.reply === 'accepted', accepted, show(reply));
    },
  },
  {
    name: 'cancel: what is accepted and not done is not said to be canceled',
    async run(bench) {
      const endpoint = bench.open();
      const job = await startStoppable(bench, endpoint);
      bench.fault({ match: { kind: 'cancel' }, times: 'always', action: { do: 'acceptNothing' } });
      const [reply] = await cancelAll(endpoint, [job]);
      assert.ok(reply instanceof Error || reply?.reply !== 'alreadyOver', show(reply));
      assert.notEqual((await bench.read(endpoint, job)).state, 'canceled');
    },
  },
  {
    name: 'cancel: twice, and harder each time, does no harm',
    async run(bench) {
      const endpoint = bench.open();
      const job = await startStoppable(bench, endpoint);
      for (const rung of [0, 1, 2, 3]) {
        const [reply] = await endpoint.vendor.cancel([ask(job, rung)], within());
        isReply(reply, 'accepted', 'alreadyOver');
      }
      await isStopped(bench, endpoint, job);
    },
  },
  {
    name: 'cancel: a job without an expiry, and one whose time is all but up',
    async run(bench) {
      const endpoint = bench.open();
      const jobs = [await startStoppable(bench, endpoint), await startStoppable(bench, endpoint, 1)] as const;
      const asks = [ask(jobs[0], 0, null), ask(jobs[1], 0, 1)];
      for (const reply of await endpoint.vendor.cancel(asks, within())) isReply(reply, 'accepted');
      for (const job of jobs) await isStopped(bench, endpoint, job);
    },
  },
  {
    name: 'cancel: a job that ends just before is over already, and read as it ended',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const end = { do: 'setJob', job: job.vendorJobId, patch: { end: 'succeeded' }, when: 'before' } as const;
      bench.fault({ match: { kind: 'cancel' }, action: end });
      const [reply] = await cancelAll(endpoint, [job]);
      isReply(reply, 'alreadyOver', 'accepted');
      if (bench.truth(job.vendorJobId).ended !== undefined)
        assert.equal((await bench.read(endpoint, job)).state, 'succeeded');
    },
  },
  {
    name: 'cancel: a lost answer is a failed call, and asking again stops the job or finds it stopped',
    async run(bench) {
      const endpoint = bench.open();
      const job = await startStoppable(bench, endpoint);
      bench.fault({ match: { kind: 'cancel' }, action: { do: 'reset', when: 'after' } });
      const first = await settled(cancelAll(endpoint, [job]));
      const [reply] = first instanceof Error ? [first] : first;
      assert.ok(reply instanceof Error, show(reply));
      isReply((await cancelAll(endpoint, [job]))[0], 'accepted', 'alreadyOver');
      await isStopped(bench, endpoint, job);
    },
  },
  {
    name: 'cancel: a mixed list, each with its own answer, in the order asked',
    async run(bench) {
      const endpoint = bench.open();
      const [over, gone] = [await bench.running(endpoint), await bench.running(endpoint, { nth: 1 })];
      const live = await startStoppable(bench, endpoint, 2);
      bench.patch(over, { end: 'succeeded' });
      bench.patch(gone, { vanish: true });
      const [first, second, third] = await cancelAll(endpoint, [over, live, gone]);
      isReply(first, 'alreadyOver');
      isReply(second, 'accepted');
      isReply(third, 'unknownJob');
      await isStopped(bench, endpoint, live);
    },
  },
  {
    name: 'cancel: many jobs in as few calls as declared',
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await Promise.all(Array.from({ length: 8 }, () => startStoppable(bench, endpoint)));
      bench.simulator.resetCalls();
      const replies = await Promise.all(jobs.map((job) => endpoint.cancel(ask(job))));
      for (const reply of replies) isReply(reply, 'accepted');
      const [calls, most] = [bench.calls('cancel'), bench.capabilities.cancelsInOneCall];
      if (most === 1) assert.ok(calls >= jobs.length, `${calls} calls: many go in one`);
      else assert.ok(calls <= Math.ceil(jobs.length / most) + 1, `${calls} calls`);
      for (const job of jobs) await isStopped(bench, endpoint, job);
    },
  },
];

/** Partial failure inside one answer: one stopped, one refused. */
const oneRefused: Case = {
  name: 'cancel: one of a list that is refused costs no other its stop',
  async run(bench) {
    const endpoint = bench.open();
    const [refused, live] = [await bench.start(endpoint, { work: 'sealed' }), await startStoppable(bench, endpoint)];
    const [first, second] = await cancelAll(endpoint, [refused, live]);
    isReply(first, 'refused');
    // Where a list that was refused is asked for one by one, the first call may have ended it already.
    isReply(second, 'accepted', 'alreadyOver');
    await isStopped(bench, endpoint, live);
    assert.notEqual(bench.truth(refused.vendorJobId).state, 'ended');
  },
};

export function cancelCases({ works }: Subject): Case[] {
  return [
    ...ALL,
    ...(works.includes('waiting') ? [waiting] : []),
    ...(works.includes('sealed') ? [sealed, oneRefused] : []),
  ];
}
