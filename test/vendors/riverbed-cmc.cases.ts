import assert from 'node:assert/strict';
import { cancelAll } from './cases/cancel.ts';
import { failure } from './claims.ts';
import type { Case } from './subject.ts';

export const RIVERBED_CASES: readonly Case[] = [
  {
    name: 'cancel: goes to the job itself',
    rows: ['cancel.route'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      await cancelAll(endpoint, [job]);
      const base = '/api/cmc.configurator/1.0/jobs/items';
      assert.deepEqual(bench.sent('cancel'), [`POST ${base}/${job.vendorJobId}/cancel`]);
    },
  },
  {
    name: 'look: one job by its own address, many by the list',
    rows: ['read.one', 'list', 'list.times'],
    async run(bench) {
      const endpoint = bench.open();
      const jobs = await bench.many(endpoint, 3);
      bench.simulator.resetCalls();
      await bench.lookAt(endpoint, jobs.slice(0, 1));
      await bench.lookAt(endpoint, jobs);
      const [one = '', many = ''] = bench.sent('look');
      assert.match(one, /^GET \/api\/cmc\.configurator\/1\.0\/jobs\/items\/\d+$/);
      assert.match(many, /^GET \/api\/cmc\.configurator\/1\.0\/jobs\?after=\d+&before=\d+$/);
      assert.equal(bench.calls('look'), 2);
    },
  },
  {
    name: 'start: a feature that may not be pushed ends it before anything is sent',
    rows: ['features'],
    async run(bench) {
      const start = bench.open().vendor.start({ features: ['disabled_push'], siteIds: [1] }, bench.context());
      await failure(start, 'InvalidRequest', 'Conflict', 'Forbidden');
      assert.equal(bench.calls('start'), 0);
    },
  },
  {
    name: 'start: a feature by its name, at the appliances of a site',
    rows: ['start.content', 'data.targets'],
    async run(bench) {
      const targets = { applianceSerialNumbers: ['RV0001A'] };
      await bench.open().vendor.start({ features: ['kit_endless'], ...targets }, bench.context());
      assert.equal(bench.made().length, 1);
    },
  },
  {
    name: 'look: the percentage is of pushes that are over',
    rows: ['data.detail'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.running(endpoint);
      const push = (serialnum: string, status: string) => ({ feature_id: 101, serialnum, status, result: 'Success' });
      bench.patch(job, { set: { detailed_status: [push('A', 'Completed'), push('B', 'Running')] } });
      assert.equal((await bench.read(endpoint, job)).percent, 50);
    },
  },
];
