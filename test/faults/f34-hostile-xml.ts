import { playBadAnswers } from './bad-answers.ts';
import type { Fault } from './fault.ts';
import type { Action } from './scripts.ts';

const xml = (body: string): Action => ({ do: 'replaceBody', with: 'text', body, contentType: 'application/xml' });

const HOSTILE: readonly Action[] = [
  { do: 'replaceBody', with: 'xmlBomb' },
  { do: 'replaceBody', with: 'deep', size: 60_000, contentType: 'application/xml' },
  xml('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><queryResponse>&x;</queryResponse>'),
  xml('<?xml version="1.0"?><!DOCTYPE r SYSTEM "http://127.0.0.1:9/r.dtd"><queryResponse/>'),
  xml(`<queryResponse>${'&#65;'.repeat(1_000_000)}</queryResponse>`),
  // Below the limit of an answer's size, so that the parser sees it.
  xml(`<queryResponse>${'&#65;'.repeat(200_000)}</queryResponse>`),
  xml('<queryResponse><__proto__><jobStatus>COMPLETED</jobStatus></__proto__></queryResponse>'),
];

export const hostileXml: Fault = {
  id: 'F34',
  title: 'XML entity bombs, external entities, deep nesting, 5 MB of numeric references',
  vendors: 'all',
  tries: { full: 20, short: 7 },
  shortened: 'call time-out 4 s instead of 30 s',
  ...playBadAnswers({ starts: HOSTILE, looks: HOSTILE, cancels: HOSTILE }),
};
