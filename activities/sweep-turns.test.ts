import { describe, expect, test } from '@jest/globals';
import type { News } from '../contract/activities.ts';
import type { Reading, State } from '../contract/job.ts';
import { Sweep } from './sweep.ts';
import type { SweptJob } from './sweep-jobs.ts';
import { AT, due, job, RULES, reading } from './sweep-stub.ts';

/** Lists the job every second and looks whenever its turn has come; answers with the seconds of its looks. */
function looksAt(sweep: Sweep, listed: SweptJob, seconds: number, from = AT): number[] {
  const looks: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const now = from + second * 1_000;
    for (const one of due(sweep, [listed], now)) {
      looks.push(second);
      expect(sweep.hear(one, reading(listed.state), now)).toEqual({});
    }
  }
  return looks;
}

describe('when a job is looked at', () => {
  test('at once, and then after a quarter of the time waited, between the two bounds', () => {
    expect(looksAt(new Sweep(RULES), job('running'), 60)).toEqual([0, 5, 10, 15, 20, 25, 32, 40, 50]);
    expect(looksAt(new Sweep({ ...RULES, greatest: 8_000 }), job('running'), 60)).toEqual([
      0, 5, 10, 15, 20, 25, 32, 40, 48, 56,
    ]);
  });

  test('a process that takes over looks once and goes on as often as the job is old', () => {
    const old = job('running', { startedAtMs: AT - 400_000 });
    expect(looksAt(new Sweep(RULES), old, 240)).toEqual([0, 100, 225]);
  });

  test('a new state is new: often again', () => {
    const sweep = new Sweep(RULES);
    const old = job('queued', { startedAtMs: AT - 400_000 });
    expect(looksAt(sweep, old, 10)).toEqual([0]);
    expect(looksAt(sweep, { ...old, state: 'running' }, 12, AT + 10_000)).toEqual([0, 5, 10]);
  });

  test('its turn counts from the pass: a vendor that answers late costs no pass', () => {
    const sweep = new Sweep(RULES);
    const passes = [0, 5_000, 10_000].map((ms) => AT + ms);
    const looks = passes.map((passAt) => {
      const jobs = due(sweep, [job('running')], passAt);
      for (const one of jobs) sweep.hear(one, reading('running'), passAt + 2_000);
      return jobs.length;
    });
    expect(looks).toEqual([1, 1, 1]);
  });

  test('asked again in the same pass, it answers with those that a list has brought meanwhile', () => {
    const sweep = new Sweep(RULES);
    expect(due(sweep, [job('running')])).toHaveLength(1);
    expect(due(sweep, [job('running'), job('running', { runId: 'run-2' })])).toMatchObject([{ runId: 'run-2' }]);
  });

  test('a job that has not taken its news is due in the next pass', () => {
    const sweep = new Sweep(RULES);
    expect(due(sweep, [job('queued')])).toHaveLength(1);
    expect(sweep.hear(job('queued'), reading('running'), AT).news).toBeDefined();
    expect(sweep.due(AT + 1_000)).toHaveLength(1);
  });

  const news = (state: State) => ({ news: 'reading' as const, reading: reading(state) as Reading });
  /** A queued job that was listed, and has taken this a second later. */
  const told = (taken: News) => {
    const sweep = new Sweep(RULES);
    due(sweep, [job('queued')]);
    sweep.taken(job('queued'), taken, AT + 1_000);
    return sweep;
  };

  test('one that has taken them is looked at in its new state, whatever a list says that is late', () => {
    const running = { state: 'running', handle: { id: 'v-1' } };
    expect(told(news('running')).due(AT)).toEqual([]);
    expect(told(news('running')).due(AT + 5_000)).toMatchObject([running]);
    expect(due(told(news('running')), [job('queued')], AT + 5_000)).toMatchObject([running]);
    expect(due(told(news('running')), [job('running')], AT + 5_000)).toMatchObject([running]);
    const slow = told(news('running'));
    slow.learn([job('queued')], AT + 5_000, AT + 30_000);
    expect(slow.due(AT + 30_000)).toMatchObject([running]);
    expect(due(told(news('running')), [job('queued')], AT + 20_000)).toMatchObject([{ state: 'queued' }]);
    const grown = { news: 'reading' as const, reading: { ...news('running').reading, handle: { id: 'v-1', part: 2 } } };
    expect(told(grown).due(AT + 5_000)).toMatchObject([{ handle: { id: 'v-1', part: 2 } }]);
  });

  test.each<[string, News]>([
    ['its end', news('succeeded')],
    ['that it is out of sight', { news: 'outOfSight', since: '', reason: '' }],
    ['that it is lost', { news: 'lost', reason: '' }],
  ])('one that was told %s is left alone, until a list that was begun long after still shows it', (_what, last) => {
    expect(told(last).due(AT + 60_000)).toEqual([]);
    expect(due(told(last), [job('queued')], AT + 2_000)).toEqual([]);
    expect(due(told(last), [], AT + 2_000)).toEqual([]);
    expect(due(told(last), [job('queued')], AT + 20_000)).toHaveLength(1);
  });

  test('each job has its own turn, and another run of the same workflow id is another job', () => {
    const sweep = new Sweep(RULES);
    const jobs = [job('running'), job('running', { runId: 'run-2' })];
    expect(due(sweep, jobs, AT)).toHaveLength(2);
    sweep.hear(job('running'), reading('running'), AT);
    expect(due(sweep, jobs, AT + 1_000)).toMatchObject([{ runId: 'run-2' }]);
  });
});

describe('a job that has parked in this process', () => {
  const parked = (state: State = 'running') => {
    const sweep = new Sweep(RULES);
    sweep.park(job(state), AT);
    return sweep;
  };

  test('is looked at before a list shows it, and as often as any other', () => {
    expect(parked().due(AT)).toEqual([job('running')]);
    const sweep = parked();
    expect(looksAt(sweep, job('running'), 30)).toEqual([0, 5, 10, 15, 20, 25]);
    sweep.park(job('running'), AT + 30_000);
    expect(sweep.due(AT + 31_000)).toEqual([]);
  });

  test('is forgotten when a list that was begun long after does not show it', () => {
    expect(due(parked(), [], AT + 9_000)).toHaveLength(1);
    expect(due(parked(), [], AT + 11_000)).toEqual([]);
  });

  test('is in the state in which it has parked, whatever a list says that is late', () => {
    const sweep = parked('queued');
    sweep.park(job('running'), AT);
    expect(due(sweep, [job('queued')], AT + 5_000)).toMatchObject([{ state: 'running' }]);
    expect(due(sweep, [job('queued')], AT + 20_000)).toMatchObject([{ state: 'queued' }]);
  });
});

test('a list has brought the jobs that were not known in their state, and have not parked here since', () => {
  const sweep = new Sweep(RULES);
  sweep.park(job('running'), AT);
  const other = job('running', { runId: 'run-2' });
  const brought = (jobs: SweptJob[], atMs = AT) => {
    sweep.learn(jobs, atMs, atMs);
    return sweep.brought;
  };
  expect(brought([job('running')])).toBe(0);
  expect(brought([job('running'), other])).toBe(1);
  expect(brought([job('running'), other])).toBe(0);
  expect(brought([{ ...other, state: 'suspended' }], AT + 20_000)).toBe(1);
  sweep.park({ ...other, state: 'suspended' }, AT + 20_000);
  expect(sweep.brought).toBe(0);
});
