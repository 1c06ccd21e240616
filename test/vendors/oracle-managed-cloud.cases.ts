import assert from 'node:assert/strict';
import { cancelAll } from './cases/cancel.ts';
import { failure, isReply } from './claims.ts';
import type { Case } from './subject.ts';

const BASE = '/selfservice/v1/customers/21845621/EBSO/products/config/instances/DCTEST/executions';

export const ORACLE_CASES: readonly Case[] = [
  {
    name: 'start: creates, then schedules',
    rows: ['start.create', 'start.schedule'],
    async run(bench) {
      const { vendorJobId } = await bench.start(bench.open(), { work: 'waiting' });
      assert.deepEqual(bench.sent('start'), [`POST ${BASE}`, `PUT ${BASE}/${vendorJobId}`]);
    },
  },
  {
    name: 'start: a time less than 16 minutes ahead is refused before anything is sent',
    rows: ['start.lead'],
    async run(bench) {
      const params = { ...(bench.params() as object), scheduledTime: new Date(Date.now() + 60_000).toISOString() };
      await failure(bench.open().vendor.start(params, bench.context()), 'InvalidRequest');
      assert.equal(bench.calls('start'), 0);
    },
  },
  {
    name: 'start: a conflict names the other tickets, and nothing runs',
    rows: ['schedule.conflict'],
    async run(bench) {
      const params = { ...(bench.params() as object), instanceId: 'DCBUSY' };
      const error = await failure(bench.open().vendor.start(params, bench.context()), 'Conflict');
      assert.match(error.message, /3-\w+/);
    },
  },
  {
    name: 'cancel: takes the schedule away; the record stays open at the vendor, and is canceled for Reeve',
    rows: ['cancel.route', 'cancel.not-terminal'],
    async run(bench) {
      const endpoint = bench.open();
      const job = await bench.start(endpoint, { work: 'waiting' });
      isReply((await cancelAll(endpoint, [job]))[0], 'accepted');
      assert.deepEqual(bench.sent('cancel'), [`PUT ${BASE}/${job.vendorJobId}`]);
      const { state, words } = await bench.read(bench.open(), job);
      assert.equal(state, 'canceled');
      assert.match(words, /Ready For Scheduling/);
    },
  },
  {
    name: 'start: both halves of a toggle are one job, and one cancel takes both',
    rows: ['toggle'],
    async run(bench) {
      const endpoint = bench.open();
      const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
      const params = {
        ...(bench.params({ work: 'waiting' }) as object),
        config: { type: 'Trace & Debug', activity: { name: 'FRD Enable/Disable', type: 'Enable', parameters: [] } },
        scheduledTime: at(200),
        downStream: [{ scheduledTime: at(201), activityType: 'Disable' }],
      };
      const context = bench.context();
      const started = await endpoint.vendor.start(params, context);
      const job = { ...started, operation: bench.operation, params, context };
      assert.equal((await bench.read(endpoint, job)).state, 'queued');
      isReply((await cancelAll(endpoint, [job]))[0], 'accepted');
      assert.equal((await bench.read(endpoint, job)).state, 'canceled');
      const waiting = bench.ledger().jobs.filter(({ runId, state }) => runId === job.vendorJobId && state !== 'ended');
      assert.deepEqual(waiting, []);
    },
  },
  {
    name: 'find: reads every page of a long list',
    rows: ['paging'],
    async run(bench) {
      const endpoint = bench.open();
      const [params, context] = [bench.params(), bench.context()];
      const { vendorJobId } = await endpoint.vendor.start(params, context);
      await bench.many(endpoint, 30);
      const found = await bench.find(endpoint, { params, context });
      assert.deepEqual(
        found.map((one) => one.vendorJobId),
        [vendorJobId],
      );
    },
  },
  {
    name: 'rights: who may create and not schedule creates nothing',
    rows: ['auth.scopes'],
    async run(bench) {
      const { credentials, own = {} } = bench.subject.fields(bench);
      const scope = 'mcs:oci:api:User mcs:oci:api:PrivilegedUser';
      const requester = { clientId: 'requester', clientSecret: 'Requester-1', scope };
      const endpoint = bench.open({ own, credentials: { ...(credentials as object), ...requester } });
      assert.match((await failure(bench.start(endpoint), 'Forbidden')).message, /Approver/);
      assert.equal(bench.calls('start'), 0);
    },
  },
];
