import { showBoard } from './board.ts';
import type { Part } from './part.ts';
import { type Crew, play } from './play.ts';
import { SCENARIOS } from './scenarios.ts';

/**
 * Plays everything at once, but for the killed worker, who comes first: a worker takes along whatever workflows it has
 * in hand, which then wait for Temporal's 10 s, and no other job is to be held up by it.
 */
export async function playAll(crew: Crew): Promise<Part[]> {
  const played: Part[] = SCENARIOS.map((scenario) => ({ scenario }));
  const isFirst = ({ scenario }: Part) => scenario.meanwhile === 'killWorker';
  const loneGone = Promise.withResolvers<void>();
  // What fails ends all the others, and none runs on behind our back.
  const playOne = (part: Part) => play(part, { ...crew, loneGone: loneGone.resolve }).catch(crew.fail);
  const board = await showBoard(played);
  try {
    const first = Promise.all(played.filter(isFirst).map(playOne));
    await Promise.race([loneGone.promise, first]);
    await Promise.all(played.filter((part) => !isFirst(part)).map(playOne));
    await first;
  } finally {
    board.done();
  }
  crew.signal.throwIfAborted();
  return played;
}
