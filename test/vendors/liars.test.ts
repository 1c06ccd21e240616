import { describe, expect, test } from '@jest/globals';
import { VENDORS } from '../../vendors/registry.ts';
import type { VendorModule } from '../../vendors/vendor-module.ts';
import { onBench } from './bench.ts';
import { casesOf } from './cases/index.ts';
import { ciscoPrime } from './cisco-prime.subject.ts';
import { LIARS } from './liars/index.ts';
import { riverbedCmc } from './riverbed-cmc.subject.ts';
import type { Subject } from './subject.ts';
import { symantecCcs } from './symantec-ccs.subject.ts';

const SUBJECTS = [ciscoPrime('json'), riverbedCmc, symantecCcs];

/** Why the case fails; undefined where it passes. */
async function verdictOn(subject: Subject, module: VendorModule, caughtBy: string): Promise<unknown> {
  const name = caughtBy.replace('OPERATION', Object.keys(subject.operations)[0] ?? '');
  const found = casesOf(subject, module.capabilities).find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no case "${name}" for ${subject.vendor}`);
  return await onBench(subject, module, found).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('there are at least 20 liars, each with a lie of its own', () => {
  expect(new Set(LIARS.map(({ lie }) => lie)).size).toBeGreaterThanOrEqual(20);
});

describe.each(SUBJECTS.map((subject) => [subject.vendor, subject] as const))('a lying %s', (vendor, subject) => {
  const module = VENDORS[vendor];
  // Prime has no log-in that could be made too often: its password goes with each call.
  const able = LIARS.filter(({ lie }) => vendor !== 'cisco-prime' || lie !== 'fetches a token for each call');
  for (const { lie, caughtBy, of } of able) {
    test.concurrent(`that ${lie} is caught`, async () => {
      // What a lie makes impossible may end in an error of another kind; what a case claims ends in this one.
      expect(await verdictOn(subject, of(module), caughtBy)).toMatchObject({ name: 'AssertionError' });
    });
  }
});
