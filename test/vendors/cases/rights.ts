import assert from 'node:assert/strict';
import { within } from '../bench.ts';
import { failure, settled, show } from '../claims.ts';
import type { Case } from '../subject.ts';

export const RIGHTS: readonly Case[] = [
  {
    name: 'rights: who may only look starts nothing, and is told so',
    async run(bench) {
      const reader = bench.open(bench.subject.users.reader(bench));
      const error = await failure(bench.start(reader), 'Forbidden');
      assert.match(error.message, /\w/);
      assert.equal(bench.made().length, 0);
    },
  },
  {
    name: 'rights: who may only look stops nothing, and it is no word of the job',
    async run(bench) {
      const job = await bench.running(bench.open());
      const reader = bench.open(bench.subject.users.reader(bench));
      const asks = [{ handle: job.handle, secondsLeft: 60, rung: 0 }];
      const answer = await settled(reader.vendor.cancel(asks, within()));
      const reply = answer instanceof Error ? answer : answer[0];
      const isHeld = reply instanceof Error || reply?.reply === 'refused';
      assert.ok(isHeld, show(reply));
      if (reply instanceof Error) await failure(Promise.reject(reply), 'Forbidden');
      assert.notEqual(bench.truth(job.vendorJobId).state, 'ended');
    },
  },
  {
    name: 'rights: who may only look sees',
    async run(bench) {
      const job = await bench.running(bench.open());
      assert.equal((await bench.read(bench.open(bench.subject.users.reader(bench)), job)).state, 'running');
    },
  },
];
