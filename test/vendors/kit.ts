import { describe, test } from '@jest/globals';
import { VENDORS } from '../../vendors/registry.ts';
import { onBench } from './bench.ts';
import { casesOf } from './cases/index.ts';
import type { Subject } from './subject.ts';

/** Registers all cases of a vendor with Jest. Each has a simulator of its own, so they run side by side. */
export function conformanceKit(subject: Subject): void {
  const module = VENDORS[subject.vendor];
  const variant = subject.variant === undefined ? '' : ` (${subject.variant})`;
  describe(`conformance kit: ${subject.vendor}${variant}`, () => {
    for (const each of casesOf(subject, module.capabilities))
      test.concurrent(each.name, () => onBench(subject, module, each));
  });
}
