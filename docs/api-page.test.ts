import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CLOSE_FAILURES } from '../contract/failures.ts';
import * as messages from '../contract/messages.ts';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';
import { WORKFLOW_QUEUE } from '../contract/task-queues.ts';
import { schemaFiles } from '../schemas/files.ts';

const page = readFileSync(new URL('api.md', import.meta.url), 'utf8');

test.each([
  ['messages', [messages.RUN_JOB, messages.GET_JOB, messages.STOP_JOB, messages.EXTEND_JOB, messages.SUSPEND_JOB]],
  ['further messages', [messages.RESUME_JOB, messages.EXTEND_REFUSED, messages.NEXUS_SERVICE, WORKFLOW_QUEUE]],
  ['memo fields', [messages.MEMO_REQUEST, messages.MEMO_REQUEST_DIGEST, messages.MEMO_OUTCOME, messages.MEMO_RESOLVED]],
  ['search attributes', Object.keys(SEARCH_ATTRIBUTES)],
  ['failure types', CLOSE_FAILURES],
])('docs/api.md names all %s', (_, names) => {
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('each search attribute has the type that the page says', () => {
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES)) {
    const [, said] = page.match(new RegExp(`^\\|.*\`${name}\`[^|]*\\| (\\w+) \\|`, 'm')) ?? [];
    expect([name, said]).toEqual([name, type]);
  }
});

test('it links each schema of a message', () => {
  const links = [...page.matchAll(/\]\((?!https:)([^)#]+)/g)].map(([, path = '']) => path);
  const schemas = [...schemaFiles().keys()].filter((path) => !path.includes('/'));
  expect(schemas.filter((path) => !links.includes(`../schemas/${path}`))).toEqual([]);
});
