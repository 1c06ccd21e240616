import { afterEach, expect, test } from '@jest/globals';
import type { Json } from '../test-client.ts';
import { AT, BASE, inMinutes, type Session, startSession } from './test-session.ts';

let session: Session;
afterEach(() => session.stop());

const numbers = (list: Json): string[] => list.map(({ rfcNumber }: Json) => rfcNumber);

test.each([409, 200] as const)(
  'conflicts are named with their RFC numbers, in a %i, and nothing is scheduled',
  async (status) => {
    session = await startSession({ conflictStatus: status });
    const at = `${BASE}/DCBUSY/executions`;
    const id = await session.create('Quick Update', {}, at);
    const answer = await session.schedule(id, 20, {}, at);
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({
      conflicts: [
        expect.objectContaining({ rfcNumber: '3-7JZXACP', rfcType: 'CODE_PROMO', rfcSubType: 'CEMLI_PATCH' }),
        {
          rfcNumber: '3-7JZXAGH',
          rfcType: 'OCIEBS_Prod_SelfService',
          rfcSubType: 'SelfService_Bounce',
          status: 'Open',
          subStatus: 'Ready For Execution',
          scheduledStart: expect.any(String),
          scheduledEnd: expect.any(String),
          duration: { unit: 'hours', value: 720 },
        },
      ],
    });
    expect((await session.details(id, at)).subStatus).toBe('Ready For Scheduling/Approval');
  },
);

test('two executions meet unless one of them bounces', async () => {
  session = await startSession();
  const [first, second, bouncing] = await Promise.all([
    session.create('Endless Update'),
    session.create('Endless Update'),
    session.create('Endless Update', { bounce: true }),
  ]);
  expect((await session.schedule(first, 600)).status).toBe(200);
  expect((await session.schedule(second, 630)).status).toBe(200);
  expect(numbers((await session.schedule(bouncing, 610)).json().conflicts)).toEqual([first, second]);
  expect((await session.schedule(bouncing, 900)).status).toBe(200);
  await session.cancel(bouncing);
  await session.cancel(first);
  expect(numbers((await session.schedule(bouncing, 610)).json().conflicts)).toEqual([second]);
});

test('the work on an instance in a time can be asked for', async () => {
  session = await startSession();
  const id = await session.create('Endless Update', { duration: { unit: 'minutes', value: 30 } });
  await session.schedule(id, 600);
  const between = async (start: number, end: number) => {
    const query = new URLSearchParams({ scheduledStart: inMinutes(start), scheduledEnd: inMinutes(end) });
    return numbers((await session.ask(`${AT}?${query}`)).json());
  };
  expect(await between(500, 590)).toEqual([]);
  expect(await between(590, 610)).toEqual([id]);
  expect(await between(629, 700)).toEqual([id]);
  expect(await between(631, 700)).toEqual([]);
  expect(numbers((await session.ask(AT)).json())).toEqual([id]);
});
