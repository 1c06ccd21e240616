import assert from 'node:assert/strict';
import type { Ending } from '../../../simulators/core/ledger.ts';
import type { Endpoint } from '../../../vendors/endpoint.ts';
import type { Bench, Job } from '../bench.ts';
import { isNotFound, isReading, settled, stateOf } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';

const ENDINGS: readonly (Ending | undefined)[] = ['succeeded', undefined, 'failed', 'canceled', undefined];

/** Jobs in different states, in no order that anything could follow from. */
async function mixed(bench: Bench, endpoint: Endpoint, count: number): Promise<Job[]> {
  const jobs = await bench.many(endpoint, count);
  for (const [at, job] of jobs.entries()) {
    const end = ENDINGS[at % ENDINGS.length];
    if (end !== undefined) bench.patch(job, { end });
  }
  return jobs.map((_, at) => jobs[(at * 7) % count] as Job);
}

function check(bench: Bench, jobs: readonly Job[], looked: readonly unknown[]): void {
  assert.equal(looked.length, jobs.length);
  for (const [at, job] of jobs.entries()) {
    const reading = looked[at] as Parameters<typeof isReading>[0];
    isReading(reading);
    assert.equal(reading.state, stateOf(bench.truth(job.vendorJobId), bench.subject.partial), job.vendorJobId);
  }
}

const MANY: readonly Case[] = [
  {
    name: 'look: 20 jobs, each with its own state, in the order asked',
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await mixed(bench, endpoint, 20);
      check(bench, jobs, await bench.lookAt(endpoint, jobs));
    },
  },
  {
    name: 'look: 20 jobs asked for one by one, each with its own state',
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await mixed(bench, endpoint, 20);
      check(bench, jobs, await Promise.all(jobs.map(({ handle }) => endpoint.look(handle))));
    },
  },
  {
    name: 'look: the same job twice in one list',
    async run(bench) {
      const endpoint = bench.open();
      const [one, other] = await mixed(bench, endpoint, 2);
      const jobs = [one, other, one] as Job[];
      check(bench, jobs, await bench.lookAt(endpoint, jobs));
    },
  },
  {
    name: 'look: known and unknown ids together spoil none',
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await mixed(bench, endpoint, 6);
      const gone = [jobs[1], jobs[4]] as Job[];
      for (const job of gone) bench.patch(job, { vanish: true });
      const looked = await settled(bench.lookAt(endpoint, jobs));
      assert.ok(!(looked instanceof Error), `the whole list failed: ${looked}`);
      for (const [at, job] of jobs.entries()) {
        if (gone.includes(job)) isNotFound(looked[at]);
        else check(bench, [job], [looked[at]]);
      }
    },
  },
  {
    name: 'look: many jobs in as few calls as declared',
    async run(bench) {
      const endpoint = bench.open();
      // Over, and asked for alike: what the vendor needs beside the one call for jobs that go on does not count here.
      const jobs = await bench.many(endpoint, 20, () => ({ nth: 0 }));
      for (const job of jobs) bench.patch(job, { end: 'succeeded' });
      bench.simulator.resetCalls();
      check(bench, jobs, await Promise.all(jobs.map(({ handle }) => endpoint.look(handle))));
      const { readAtEnd } = bench.subject;
      const isOfMany = ({ kind, path }: { kind: string; path: string }) =>
        kind === 'look' && !(readAtEnd?.test(path) ?? false);
      const calls = bench.ledger().calls.filter(isOfMany).length;
      if (bench.capabilities.looksInOneCall === 1) assert.ok(calls >= jobs.length, `${calls} calls: many go in one`);
      else assert.ok(calls <= Math.ceil(jobs.length / bench.capabilities.looksInOneCall) + 1, `${calls} calls`);
    },
  },
  {
    name: 'look: an empty list needs no call',
    async run(bench) {
      assert.deepEqual(await bench.lookAt(bench.open(), []), []);
      assert.equal(bench.calls('look'), 0);
    },
  },
];

const ONE: readonly Case[] = [
  {
    name: 'look: a job that is gone is NotFound',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.patch(job, { vanish: true });
      isNotFound((await bench.lookAt(endpoint, [job]))[0]);
    },
  },
  {
    name: 'look: a job that shows late is NotFound first, and then seen',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.patch(job, { vanish: true });
      isNotFound((await bench.lookAt(endpoint, [job]))[0]);
      bench.patch(job, { vanish: false });
      assert.equal((await bench.read(endpoint, job)).state, 'running');
    },
  },
  {
    name: 'look: each look is a new one, nothing is remembered',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const before = Date.now();
      assert.equal((await bench.read(endpoint, job)).state, 'running');
      bench.patch(job, { end: 'failed' });
      const reading = await bench.read(endpoint, job);
      assert.equal(reading.state, 'failed');
      assert.ok(Date.parse(reading.readAt) >= before && Date.parse(reading.readAt) <= Date.now(), reading.readAt);
    },
  },
  {
    name: 'look: changes nothing at the vendor',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const before = JSON.stringify(bench.ledger().jobs);
      bench.simulator.resetCalls();
      await bench.read(endpoint, job);
      assert.equal(JSON.stringify(bench.ledger().jobs), before);
      assert.equal(bench.calls('start') + bench.calls('cancel'), 0);
    },
  },
  {
    name: 'look: percent as declared',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const { percent } = await bench.read(endpoint, job);
      if (!bench.capabilities.percent) assert.equal(percent, undefined);
      else assert.ok(percent !== undefined && percent >= 0 && percent <= 100, `percent ${percent}`);
    },
  },
  {
    name: 'look: a failed job says why',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.patch(job, { end: 'failed' });
      const { state, message } = await bench.read(endpoint, job);
      assert.equal(state, 'failed');
      assert.match(message ?? '', /\w/);
    },
  },
  {
    name: 'look: a job that failed in part is no success to build on',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.patch(job, { end: 'partial' });
      assert.equal((await bench.read(endpoint, job)).state, bench.subject.partial);
    },
  },
  {
    name: 'look: a handle that has grown works, and so does the one before',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const { handle } = await bench.read(endpoint, job);
      if (handle !== undefined) assert.equal((await bench.read(bench.open(), { handle })).state, 'running');
      assert.equal((await bench.read(bench.open(), job)).state, 'running');
    },
  },
];

function words({ words: facts, unknownWord }: Subject): Case[] {
  const known = facts.map(({ title, set, state }) => ({
    name: `look: ${title} is ${state}`,
    async run(bench: Bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.patch(job, { set });
      const reading = await bench.read(endpoint, job);
      assert.equal(reading.state, state);
      assert.match(reading.words, /\S/);
      assert.equal(reading.unknownWords, undefined, `${reading.words} is a known word`);
    },
  }));
  const unknown: Case = {
    name: 'look: an unknown word keeps the job running, and stands in the reading',
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.patch(job, { set: unknownWord });
      const reading = await bench.read(endpoint, job);
      assert.equal(reading.state, 'running');
      const [word] = Object.values(unknownWord).filter((value) => value !== null);
      assert.ok(reading.words.includes(String(word)), reading.words);
      assert.equal(reading.unknownWords, true, 'nobody is told of it');
    },
  };
  return [...known, unknown];
}

export function lookCases(subject: Subject): Case[] {
  return [...MANY, ...ONE, ...words(subject)];
}
