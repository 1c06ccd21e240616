/** Numbers that look random and are the same for the same seed, so that a matrix can be run again. */
export interface Random {
  /** A whole number from 0 up to, and without, this one. */
  below(count: number): number;
  pick<T>(choices: readonly T[]): T;
}

/** Mulberry32. @param name keeps the parts of one run apart, in whatever order they run */
export function createRandom(seed: number, name = ''): Random {
  let state = [...name].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), seed ^ 0x811c9dc5);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    pick: (choices) => {
      const choice = choices[below(choices.length)];
      if (choice === undefined) throw new Error('nothing to pick from');
      return choice;
    },
  };
}

/** A seed that was not asked for; it is printed, so that the run can be repeated. */
export function chooseSeed(): number {
  return 1 + Math.floor(Math.random() * 999_999);
}
