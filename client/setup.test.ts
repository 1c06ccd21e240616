import { expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';
import { setUp } from './setup.ts';
import { isOlder } from './setup-server.ts';
import { GRPC } from './unreachable.ts';

const refusal = (code: number) => Object.assign(new Error('refused'), { code, details: 'not for you', metadata: {} });
const all = Object.fromEntries(Object.keys(SEARCH_ATTRIBUTES).map((name) => [name, 2]));
const { ReeveState: _, ...butState } = all;

/** A server that has these search attributes, and refuses with these codes. */
function server(has: object, codes: { list?: number; add?: number } = {}, lacks: { schedules?: boolean } = {}) {
  const added: unknown[] = [];
  const created: string[] = [];
  const client = {
    options: { namespace: 'jobs' },
    withDeadline: (_deadline: unknown, work: () => unknown) => work(),
    schedule: { create: async ({ scheduleId }: { scheduleId: string }) => created.push(scheduleId) },
    connection: {
      operatorService: {
        async listSearchAttributes() {
          if (codes.list !== undefined) throw refusal(codes.list);
          return { customAttributes: has };
        },
        async addSearchAttributes({ searchAttributes }: { searchAttributes: object }) {
          if (codes.add !== undefined) throw refusal(codes.add);
          added.push(...Object.entries(searchAttributes));
        },
      },
      workflowService: {
        getSystemInfo: async () => ({
          serverVersion: '1.28.4',
          capabilities: { supportsSchedules: !lacks.schedules, upsertMemo: true },
        }),
        describeNamespace: async () => ({
          namespaceInfo: { capabilities: { syncUpdate: true, asyncUpdate: true } },
          config: { workflowExecutionRetentionTtl: { seconds: 259_200 } },
        }),
      },
    },
  };
  return { client: client as unknown as Client, added, created };
}

test('adds what is missing, and nothing where all is there', async () => {
  const lacking = server(butState);
  expect(await setUp(lacking.client, { endpoints: ['dc1'] })).toMatchObject({
    searchAttributesAdded: ['ReeveState'],
    schedulesCreated: ['reclaim/dc1'],
  });
  expect(lacking.added).toEqual([['ReeveState', 2]]);
  const complete = server(all);
  expect(await setUp(complete.client, { endpoints: [] })).toMatchObject({ searchAttributesAdded: [] });
  expect(complete.added).toEqual([]);
});

test.each([
  ['PERMISSION_DENIED', GRPC.PERMISSION_DENIED],
  ['UNIMPLEMENTED', GRPC.UNIMPLEMENTED],
  ['INVALID_ARGUMENT', GRPC.INVALID_ARGUMENT],
])('gives the commands where adding ends as %s, and does the rest', async (_name, add) => {
  const { client, created } = server(butState, { add });
  expect(await setUp(client, { endpoints: ['dc1'] })).toMatchObject({
    searchAttributesAdded: [],
    searchAttributesRefused: {
      why: 'not for you',
      missing: ['ReeveState'],
      commands: [
        'temporal operator search-attribute create --namespace jobs --name ReeveState --type Keyword',
        'tcld namespace search-attributes add --namespace jobs --search-attribute "ReeveState=Keyword"',
      ],
    },
  });
  expect(created).toEqual(['reclaim/dc1']);
});

test('takes all as missing where it may not read them', async () => {
  const report = await setUp(server(all, { list: GRPC.PERMISSION_DENIED }).client, { endpoints: [] });
  expect(report.searchAttributesRefused?.missing).toEqual(Object.keys(SEARCH_ATTRIBUTES));
});

test('does not take a server that is away for one that refuses', async () => {
  const { client } = server(all, { list: GRPC.UNAVAILABLE });
  await expect(setUp(client, { endpoints: [] })).rejects.toMatchObject({ name: 'TemporalUnreachable' });
});

test('tells version, retention, and what the server lacks', async () => {
  const { server: found } = await setUp(server(all, {}, { schedules: true }).client, { endpoints: [] });
  expect(found).toMatchObject({ version: '1.28.4', retentionDays: 3 });
  expect(found.warnings).toEqual([expect.stringMatching(/1\.29 and later/), expect.stringMatching(/no schedules/)]);
  expect(['1.29.1', '1.30.0', '2.0.0', 'unknown'].filter((version) => isOlder(version, '1.29'))).toEqual([]);
  expect(isOlder('1.9.0', '1.29')).toBe(true);
});
