import assert from 'node:assert/strict';
import type { EndpointCheck } from '../../../contract/vendor.ts';
import type { Endpoint } from '../../../vendors/endpoint.ts';
import type { Bench } from '../bench.ts';
import { within } from '../bench.ts';
import type { Case } from '../subject.ts';

async function checked(endpoint: Endpoint): Promise<EndpointCheck> {
  return await endpoint.vendor.check(within());
}

function isReadOnly(bench: Bench): void {
  assert.equal(bench.calls('start') + bench.calls('cancel'), 0, 'a check has written');
  assert.equal(bench.made().length, 0);
}

export const CHECK: readonly Case[] = [
  {
    name: "check: Reeve's own user may do everything, as far as can be told without a write",
    async run(bench) {
      const found = await checked(bench.open());
      assert.equal(found.abilities.logIn.can, 'yes');
      assert.equal(found.abilities.read.can, 'yes');
      for (const { can, source } of Object.values(found.abilities)) {
        assert.notEqual(can, 'no', source);
        assert.match(source, /\w/);
      }
      isReadOnly(bench);
    },
  },
  {
    name: 'check: who may only look is never told that a start would go well',
    async run(bench) {
      const found = await checked(bench.open(bench.subject.users.reader(bench)));
      assert.equal(found.abilities.read.can, 'yes');
      assert.notEqual(found.abilities.start.can, 'yes');
      assert.notEqual(found.abilities.cancel.can, 'yes');
      isReadOnly(bench);
    },
  },
  {
    name: 'check: who is not let in is told so',
    async run(bench) {
      const found = await checked(bench.open(bench.subject.users.stranger(bench)));
      assert.equal(found.abilities.logIn.can, 'no');
      assert.notEqual(found.abilities.start.can, 'yes');
      isReadOnly(bench);
    },
  },
];
