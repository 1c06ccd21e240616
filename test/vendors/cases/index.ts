import type { Capabilities } from '../../../contract/vendor.ts';
import type { Case, Subject, Variation } from '../subject.ts';
import { adoptCases } from './adopt.ts';
import { cancelCases } from './cancel.ts';
import { CHECK } from './check.ts';
import { errorCases } from './errors.ts';
import { findCases } from './find.ts';
import { givenAwayCases } from './given-away.ts';
import { loginCases } from './login.ts';
import { lookCases } from './look.ts';
import { rateCases } from './rate.ts';
import { RIGHTS } from './rights.ts';
import { startCases } from './start.ts';
import { suspendCases } from './suspend.ts';
import { WIRE } from './wire.ts';

/** All cases of a vendor. Which there are follows from its facts and from what it declares. */
export function casesOf(subject: Subject, capabilities: Capabilities): Case[] {
  const cases = [
    ...startCases(subject),
    ...findCases(subject, capabilities.find),
    ...lookCases(subject),
    ...cancelCases(subject),
    ...givenAwayCases(subject),
    ...adoptCases(subject),
    ...suspendCases(subject, capabilities),
    ...loginCases(subject),
    ...RIGHTS,
    ...errorCases(subject),
    ...rateCases(subject),
    ...WIRE,
    ...CHECK,
  ];
  const varied = (subject.variations ?? []).flatMap((variation) => vary(cases, variation));
  return [...cases, ...varied, ...(subject.cases ?? [])];
}

function vary(cases: readonly Case[], { title, rows = [], options, cases: names }: Variation): Case[] {
  return names.map((name) => {
    const found = cases.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no case "${name}" to vary`);
    return { ...found, name: `${name} (${title})`, rows, options };
  });
}
