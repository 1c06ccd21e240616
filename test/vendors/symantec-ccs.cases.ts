import assert from 'node:assert/strict';
import { cancelAll } from './cases/cancel.ts';
import type { Case } from './subject.ts';

export const CCS_CASES: readonly Case[] = [
  {
    name: 'start and cancel: the same path takes a job to execute and a run to abort',
    rows: ['execute', 'abort', 'two-ids'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const { id, runId } = bench.truth(job.vendorJobId);
      await cancelAll(endpoint, [job]);
      assert.deepEqual(bench.sent('start'), [`POST /ccs/api/v1/jobs/${id}`]);
      assert.deepEqual(bench.sent('cancel'), [`POST /ccs/api/v1/jobs/${runId}`]);
    },
  },
  {
    name: 'look: runs of one job are one list',
    rows: ['runs'],
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await bench.many(endpoint, 4, () => ({ nth: 0 }));
      bench.simulator.resetCalls();
      await bench.lookAt(endpoint, jobs);
      assert.match(
        bench.sent('look').join(),
        /^GET \/ccs\/api\/v1\/Jobs\/[0-9a-f-]{36}\/jobruns\?count=10&showmessages=\w+$/,
      );
    },
  },
  {
    name: 'login: both tokens gone, the password goes again',
    rows: ['auth.life'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.simulator.control({ do: 'expireTokens', which: 'all' });
      assert.equal((await bench.read(endpoint, job)).state, 'running');
      assert.ok(bench.calls('login') <= 3, `${bench.calls('login')} log-ins`);
    },
  },
  {
    name: 'look: a date that is not set is no end',
    rows: ['dates'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      bench.patch(job, { set: { JobEndTime: '0001-01-01T00:00:00' } });
      const { state, result } = await bench.read(endpoint, job);
      assert.equal(state, 'running');
      assert.equal(result, undefined);
    },
  },
];
