import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { checkRequest } from '../contract/request.ts';
import { GENERATE, schemaFiles } from './files.ts';
import { jobRequest } from './wire.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));

test('the schemas are what would be generated, all of them and no others', () => {
  const committed = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const differing = [...new Set([...committed, ...schemaFiles().keys()])].filter(
    (name) => !committed.includes(name) || readFileSync(`${folder}${name}`, 'utf8') !== schemaFiles().get(name),
  );
  if (differing.length > 0) throw new Error(`${differing.join(', ')}: run \`${GENERATE}\` and commit schemas/`);
});

const good = { endpoint: 'prime-dc1', operation: 'deploy-template', expiresIn: '30 minutes' };

/** A validator that knows nothing of zod: what the users of other languages have. */
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const byFile = ajv.compile(JSON.parse(readFileSync(`${folder}job-request.json`, 'utf8')));

test.each([...schemaFiles()])('%s is a schema', (_name, text) => {
  ajv.compile({ ...JSON.parse(text), $id: undefined });
});

/** What the check says, what the schema says, and what its file says. */
const said = (request: unknown) => [
  checkRequest(request).length === 0,
  jobRequest.safeParse(request).success,
  byFile(request),
];

test.each([
  {},
  { params: { any: 'thing' } },
  { expiresIn: 'never', key: 'CHG-1.2:3_4', onStop: 'leave', startBy: '1h', startTimeout: '90s' },
  { stop: { giveUpAfter: '2 days' }, labels: ['net', 'a b'], adopt: { jobId: 15, runId: 'x' } },
])('the schema takes %j, as the check does', (more) => {
  expect(said({ ...good, ...more })).toEqual([true, true, true]);
});

test.each([
  { endpoint: 'Prime' },
  { operation: '' },
  { expiresIn: 'soon' },
  { expiresIn: '0s' },
  { expiresIn: undefined },
  { key: 'a/b' },
  { onStop: 'kill' },
  { startBy: 5 },
  { stop: { giveUpAfter: 'x' } },
  { stop: { later: '1h' } },
  { labels: Array(21).fill('a') },
  { labels: [''] },
  { adopt: {} },
  { adopt: { id: 1.5 } },
  { colour: 'red' },
])('the schema refuses %j, as the check does', (more) => {
  expect(said({ ...good, ...more })).toEqual([false, false, false]);
});

test('check, schema and file agree on any key, label and duration', () => {
  const any = fc.record({
    key: fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9._:-]{1,9}$/)),
    labels: fc.array(fc.string(), { maxLength: 3 }),
    expiresIn: fc.oneof(fc.string(), fc.stringMatching(/^\d{1,3} ?(s|m|h|days|parsecs)$/)),
  });
  fc.assert(
    fc.property(any, (more) => {
      return new Set(said({ ...good, ...more })).size === 1;
    }),
  );
});
