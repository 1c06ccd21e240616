import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { batched } from './batches.ts';

test('asks that fall together go out as one call, and each gets its own answer', async () => {
  const calls: number[][] = [];
  const double = batched<number, number>({ most: 50, gatherMs: 5 }, async (asks) => {
    calls.push([...asks]);
    return asks.map((ask) => (ask === 2 ? new Error('two is unknown') : ask * 2));
  });
  const answers = await Promise.allSettled([double(1), double(2), double(3)]);
  expect(calls).toEqual([[1, 2, 3]]);
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : answer.reason.message))).toEqual([
    2,
    'two is unknown',
    6,
  ]);
});

test('no call takes more than the vendor does', async () => {
  const sizes: number[] = [];
  const ask = batched<number, number>({ most: 4, gatherMs: 1 }, async (asks) => {
    sizes.push(asks.length);
    return [...asks];
  });
  await Promise.all(Array.from({ length: 10 }, (_, index) => ask(index)));
  expect(sizes).toEqual([4, 4, 2]);
});

test('a failed call fails its own asks and nothing else', async () => {
  let calls = 0;
  const ask = batched<number, number>({ most: 10, gatherMs: 1 }, async (asks) => {
    calls += 1;
    if (calls === 1) throw new Error('down');
    return [...asks];
  });
  await expect(ask(1)).rejects.toThrow('down');
  await expect(ask(1)).resolves.toBe(1);
});

test('while one call is on its way the next asks gather', async () => {
  const sizes: number[] = [];
  const ask = batched<number, number>({ most: 50, gatherMs: 1 }, async (asks) => {
    sizes.push(asks.length);
    await sleep(50);
    return [...asks];
  });
  const first = ask(0);
  await sleep(10);
  const later = [1, 2, 3].map(async (index) => {
    await sleep(index * 5);
    return ask(index);
  });
  await Promise.all([first, ...later]);
  expect(sizes).toEqual([1, 3]);
});
