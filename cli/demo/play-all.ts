import { showBoard } from './board.ts';
import type { Part } from './part.ts';
import { type Crew, play } from './play.ts';
import { isBurst, SCENARIOS } from './scenarios.ts';

/**
 * Plays the killed worker first: a worker takes along whatever workflows it has in hand, which then wait for Temporal's
 * 10 s, and no other job is to be held up by it. The burst comes once the other jobs are at their vendors, so that it
 * does not hold up those whose time is running. All else goes on at once.
 */
export async function playAll(crew: Crew): Promise<Part[]> {
  const played: Part[] = SCENARIOS.map((scenario) => ({ scenario }));
  const board = await showBoard(played);
  try {
    const killed = begin(played.filter(isKilled), crew);
    await killed.begun;
    const single = begin(
      played.filter((part) => !isKilled(part) && !isBurst(part.scenario)),
      crew,
    );
    await single.begun;
    const burst = begin(
      played.filter(({ scenario }) => isBurst(scenario)),
      crew,
    );
    await Promise.all([killed.over, single.over, burst.over]);
  } finally {
    board.done();
  }
  crew.signal.throwIfAborted();
  return played;
}

function isKilled({ scenario }: Part): boolean {
  return scenario.meanwhile === 'killWorker';
}

interface Begun {
  /** The jobs are at their vendors, and a worker that was to be killed is gone. */
  begun: Promise<unknown>;
  over: Promise<unknown>;
}

function begin(parts: readonly Part[], crew: Crew): Begun {
  const plays = parts.map((part) => {
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    // What fails ends all the others, and none runs on behind our back.
    const over = play(part, { ...crew, begun: resolve })
      .catch(crew.fail)
      .finally(resolve);
    return { begun, over };
  });
  return { begun: Promise.all(plays.map(({ begun }) => begun)), over: Promise.all(plays.map(({ over }) => over)) };
}
