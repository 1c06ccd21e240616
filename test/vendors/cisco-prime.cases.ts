import assert from 'node:assert/strict';
import { cancelAll } from './cases/cancel.ts';
import type { Case } from './subject.ts';

/** As the vendor comes: five calls a second and user, five at once, five sessions. */
const LIMITS = { limits: { perUser: 5, concurrentPerUser: 5, sessionsPerUser: 5 } };

export const PRIME_CASES: readonly Case[] = [
  {
    name: 'cancel: a running instance goes by run ids, in one cancelrunning',
    rows: ['cancel.running', 'cancel.body'],
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await bench.many(endpoint, 3);
      await cancelAll(endpoint, jobs);
      const sent = bench.sent('cancel');
      assert.equal(sent.length, 1);
      assert.match(sent[0] ?? '', /op\/jobService\/cancelrunning/);
      const asked = bench.ledger().cancelRequests.map(({ id }) => id);
      assert.deepEqual(new Set(asked), new Set(jobs.map(({ vendorJobId }) => bench.truth(vendorJobId).runId)));
    },
  },
  {
    name: 'cancel: a job that is only scheduled goes by job ids, in one cancel of its trigger',
    rows: ['cancel.definition', 'cancel.job-body'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.start(endpoint, { work: 'waiting' });
      await cancelAll(endpoint, [job]);
      const [sent = ''] = bench.sent('cancel');
      assert.match(sent, /op\/jobService\/cancel(\.json|$)/);
      assert.deepEqual(
        bench.ledger().cancelRequests.map(({ id }) => id),
        [bench.truth(job.vendorJobId).id],
      );
    },
  },
  {
    name: "rate: the vendor's own five a second, and five sessions, refuse nothing",
    rows: ['rate.limits', 'auth.sessions'],
    options: LIMITS,
    async run(bench) {
      const endpoint = bench.open({ limits: { requestsPerSecond: undefined, concurrentRequests: 5 } });
      await Promise.all(Array.from({ length: 9 }, (_, nth) => bench.start(endpoint, { nth })));
      assert.equal(bench.made().length, 9);
      assert.equal(bench.ledger().refusals.total, 0);
      assert.ok(bench.ledger().calls.every(({ status }) => status < 400));
    },
  },
  {
    name: 'look: by JobSummary with all its fields, never for each job alone',
    rows: ['read.full', 'filter.values'],
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await bench.many(endpoint, 3);
      bench.simulator.resetCalls();
      await bench.lookAt(endpoint, jobs);
      const [sent = ''] = bench.sent('look').map(decodeURIComponent);
      assert.match(sent, /data\/JobSummary.*\.full=true/);
      assert.match(sent, /jobName=in\(/);
    },
  },
  {
    name: 'start: a time that is given goes along, and the job waits for it',
    rows: ['start.time'],
    async run(bench) {
      const job = await bench.start(bench.open(), { work: 'waiting' });
      assert.match(bench.sent('start')[0] ?? '', /startTime=/);
      assert.equal((await bench.read(bench.open(), job)).state, 'queued');
    },
  },
];
