import assert from 'node:assert/strict';
import { within } from './bench.ts';
import { cancelAll } from './cases/cancel.ts';
import { isReply } from './claims.ts';
import type { Case } from './subject.ts';

export const LENOVO_CASES: readonly Case[] = [
  {
    name: 'cancel: where a callback is known it goes to the tasks, with whole seconds left',
    rows: ['cancel.callback', 'cancel.expiration'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint, { operation: 'update-firmware' });
      const asks = [{ handle: job.handle, secondsLeft: 17, rung: 0 }];
      isReply((await endpoint.vendor.cancel(asks, within()))[0], 'accepted');
      assert.equal(bench.sent('cancel')[0], `PUT /tasks/${job.vendorJobId}`);
    },
  },
  {
    name: 'cancel: where none is known the action goes out, with all ids in one list',
    rows: ['cancel.action', 'ids'],
    async run(bench) {
      const endpoint = bench.open();
      const jobs = [
        await bench.running(endpoint, { operation: 'power' }),
        await bench.running(endpoint, { operation: 'power' }),
      ];
      for (const reply of await cancelAll(endpoint, jobs)) isReply(reply, 'accepted');
      assert.deepEqual(bench.sent('cancel'), ['PUT /tasks']);
    },
  },
  {
    name: 'start: a power action is known by the job in its Location',
    rows: ['start.location'],
    async run(bench) {
      const job = await bench.start(bench.open(), { operation: 'power' });
      assert.equal(bench.truth(job.vendorJobId).id, job.vendorJobId);
      assert.match(bench.sent('start')[0] ?? '', /^PUT \/nodes\//);
    },
  },
  {
    name: 'find: a tracked task is known among its own sub-tasks by its custom uid',
    rows: ['start.tasks'],
    async run(bench) {
      const job = await bench.start(bench.open(), { operation: 'track' });
      assert.match(job.vendorJobId, /^\d+$/);
      assert.equal(bench.made().length, 1);
      assert.equal(bench.made()[0]?.id, job.vendorJobId);
    },
  },
  {
    name: 'look: a job that only the older list has is seen there, and canceled there',
    rows: ['jobs.old', 'jobs.body'],
    async run(bench) {
      const endpoint = bench.open();
      // Of the simulator's standing jobs, 5 is in the older list alone.
      const adopted = await endpoint.vendor.adopt({ jobId: '5' }, within());
      const { state, handle = adopted.handle } = await bench.read(endpoint, adopted);
      assert.equal(state, 'running');
      const asks = [{ handle, secondsLeft: null, rung: 0 }];
      isReply((await endpoint.vendor.cancel(asks, within()))[0], 'accepted');
      assert.deepEqual(bench.sent('cancel'), ['PUT /jobs/5']);
    },
  },
];
