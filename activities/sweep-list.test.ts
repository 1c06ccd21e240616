import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { MEMO_HANDLE } from '../contract/messages.ts';
import { JobList } from './sweep-list.ts';

/** Lists that come when they are let, at a clock that is set. */
function listing() {
  const lists: { come(): void; fail(error: Error): void }[] = [];
  const state = { nowMs: 0 };
  const learned: [ids: string[], begunAtMs: number][] = [];
  const client = {
    workflow: {
      async *list() {
        await new Promise<void>((come, fail) => lists.push({ come, fail }));
        for (const id of ['10', '9']) {
          yield {
            workflowId: `job/lab/${id}`,
            runId: id,
            startTime: new Date(0),
            memo: { [MEMO_HANDLE]: { id } },
            typedSearchAttributes: { get: () => 'running' },
          };
        }
      },
    },
  };
  const list = new JobList(
    client as never,
    'lab',
    () => state.nowMs,
    (jobs, begunAtMs) => void learned.push([jobs.map(({ runId }) => runId), begunAtMs]),
  );
  return { list, lists, learned, state };
}

test('one list at a time, however often it is asked for; it tells when it was begun, and by value', async () => {
  const { list, lists, learned, state } = listing();
  const asked = [list.refresh(), list.refresh()];
  state.nowMs = 3_000;
  lists[0]?.come();
  await Promise.all(asked);
  expect(lists).toHaveLength(1);
  expect(learned).toEqual([[['9', '10'], 0]]);
});

test.each([
  ['that brought something new is followed when it is a tenth', true, 30_000],
  ['that brought nothing new is followed when it is a fiftieth', false, 150_000],
])('a list of three seconds %s of the time', async (_, brings, nextMs) => {
  const { list, lists, state } = listing();
  const asked = list.refresh();
  state.nowMs = 3_000;
  lists[0]?.come();
  await asked;
  state.nowMs = nextMs - 1;
  await list.refresh(brings);
  expect(lists).toHaveLength(1);
  state.nowMs = nextMs;
  void list.refresh(brings);
  await setImmediate();
  expect(lists).toHaveLength(2);
});

test('a list that fails while nobody waits for it is told to who asks next', async () => {
  const { list, lists } = listing();
  list.refresh().catch(() => {});
  lists[0]?.fail(new Error('no server'));
  await setImmediate();
  await expect(list.refresh()).rejects.toThrow('no server');
});
