import { describe, expect, test } from '@jest/globals';
import type { State } from '../contract/job.ts';
import type { Looked } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { Sweep } from './sweep.ts';
import type { SweptJob } from './sweep-jobs.ts';
import { AT, due, job, RULES, reading } from './sweep-stub.ts';

const away = new VendorError('Unavailable', 'away');

/** What a look is worth, with words that are always taken. */
function hear(sweep: Sweep, of: SweptJob, looked: Looked, now = AT) {
  const heard = sweep.hear(of, looked, now);
  if (heard.words !== undefined) sweep.said(of, heard.words, now);
  return heard;
}

describe('what is news', () => {
  test.each([
    ['another state', 'queued', 'running'],
    ['an end', 'running', 'succeeded'],
    ['a failed job', 'running', 'failed'],
    ['canceled by somebody', 'running', 'canceled'],
  ] as const)('%s', (_what, known, seen) => {
    const sweep = new Sweep(RULES);
    due(sweep, [job(known)], AT);
    expect(sweep.hear(job(known), reading(seen), AT)).toEqual({
      news: { news: 'reading', reading: expect.objectContaining({ state: seen }) },
    });
  });

  test('the same state is none; its words are left for people when they have changed', () => {
    const sweep = new Sweep(RULES);
    due(sweep, [job('running')], AT);
    expect(sweep.hear(job('running'), reading('running'), AT)).toEqual({});
    const half = reading('running', { percent: 50, message: 'copying' });
    expect(hear(sweep, job('running'), half)).toEqual({ words: { seen: 'RUNNING 50 %: copying' } });
    expect(hear(sweep, job('running'), half)).toEqual({});
  });

  test('a first look leaves none that the workflow was told with its state; of a queued job it may know none', () => {
    const copying = { message: 'copying' };
    const first = (state: State) => {
      const sweep = new Sweep(RULES);
      due(sweep, [job(state)], AT);
      return hear(sweep, job(state), reading(state, copying));
    };
    expect(first('running')).toEqual({});
    expect(first('queued')).toEqual({ words: { seen: 'QUEUED: copying' } });
  });

  test('progress is told less often the longer it takes: five times in an hour, ten times in a day', () => {
    const toldIn = (seconds: number) => {
      const sweep = new Sweep(RULES);
      let told = 0;
      for (let second = 0; second < seconds; second += 1) {
        const now = AT + second * 1_000;
        for (const one of due(sweep, [job('running')], now)) {
          const { words } = hear(sweep, one, reading('running', { message: `${second} of ${seconds}` }), now);
          if (words !== undefined) told += 1;
        }
      }
      return told;
    };
    expect([toldIn(300), toldIn(3_600), toldIn(86_400)]).toEqual([2, 5, 10]);
  });

  /** What is left for people after each of these looks. */
  function wordsAfter(looks: Looked[], sweep = new Sweep(RULES)) {
    due(sweep, [job('running')], AT);
    const heard = looks.map((looked) => hear(sweep, job('running'), looked).words);
    return { heard, isFailing: sweep.isFailing };
  }

  test('that a job is not seen is told at the second failed look in a row, and once for each type of error', () => {
    const denied = new VendorError('Forbidden', 'not for you');
    const again = new VendorError('Unavailable', 'away, for 3 s');
    const { heard, isFailing } = wordsAfter([away, reading('running'), away, again, away, denied]);
    expect(heard).toEqual([
      ...[undefined, undefined, undefined],
      { seen: 'not seen since 2026-03-01T12:00:00.000Z: away, for 3 s', failure: 'Unavailable' },
      undefined,
      { seen: 'not seen since 2026-03-01T12:00:00.000Z: not for you', failure: 'Forbidden' },
    ]);
    expect(isFailing).toBe(true);
  });

  test('words that were not taken are told again', () => {
    const sweep = new Sweep(RULES);
    due(sweep, [job('running')], AT);
    for (const looked of [away, away, away]) sweep.hear(job('running'), looked, AT);
    expect(hear(sweep, job('running'), away).words).toMatchObject({ failure: 'Unavailable' });
    const again = { words: { seen: 'RUNNING' } };
    expect(sweep.hear(job('running'), reading('running'), AT)).toEqual(again);
    expect(hear(sweep, job('running'), reading('running'))).toEqual(again);
    expect(hear(sweep, job('running'), reading('running'))).toEqual({});
  });

  test('and that it is seen again, though its words are plain', () => {
    const seen = wordsAfter([away, away, reading('running'), reading('running')]);
    expect(seen.heard.slice(2)).toEqual([{ seen: 'RUNNING' }, undefined]);
    expect(seen.isFailing).toBe(false);
  });

  test('also by a process that did not see it fail, where the one before it said so', () => {
    expect(wordsAfter([reading('running'), reading('running')], new Sweep(RULES, true)).heard).toEqual([
      { seen: 'RUNNING' },
      undefined,
    ]);
    expect(wordsAfter([reading('running')], new Sweep(RULES, false)).heard).toEqual([undefined]);
  });

  const unknown = new VendorError('NotFound', 'no such job');

  /** The first news of a job that always looks like this, and after how many seconds it came. */
  function firstNews(look: (second: number) => Looked) {
    const sweep = new Sweep(RULES);
    for (let second = 0; second <= 1_000; second += 1) {
      const now = AT + second * 1_000;
      for (const one of due(sweep, [job('running')], now)) {
        const { news } = sweep.hear(one, look(second), now);
        if (news !== undefined) return { second, news };
      }
    }
    return undefined;
  }

  test('a job that is not seen is out of sight after its time, and not before', () => {
    const seen = firstNews(() => away);
    expect(seen).toMatchObject({ news: { news: 'outOfSight', since: '2026-03-01T12:00:00.000Z', reason: 'away' } });
    expect(seen?.second).toBeGreaterThanOrEqual(300);
    expect(seen?.second).toBeLessThan(400);
  });

  test('seen once in between, its time begins anew', () => {
    const seen = firstNews((second) => (second > 200 && second < 260 ? reading('running') : away));
    expect(seen?.second).toBeGreaterThan(560);
  });

  test('a job that the vendor denies is lost after several looks over minutes', () => {
    const seen = firstNews(() => unknown);
    expect(seen).toMatchObject({ news: { news: 'lost', reason: 'no such job' } });
    expect(seen?.second).toBeGreaterThanOrEqual(180);
    expect(seen?.second).toBeLessThan(300);
  });

  test('a single denial between looks that see the job means nothing', () => {
    expect(firstNews((second) => (second % 2 === 0 ? unknown : reading('running')))?.news.news).not.toBe('lost');
  });
});
