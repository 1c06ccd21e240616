/** What a figure counts; counts and ratios mean the same on every machine, times and rates do not. */
export type Unit = 'count' | 'ratio' | 'ms' | 'perSecond' | 'bytes' | 'kB';

/** One figure of a scenario, and what it must reach. The target's one place. */
export interface Figure {
  name: string;
  /** What it is, for people. */
  text: string;
  unit: Unit;
  atMost?: number;
  atLeast?: number;
  /** Measured, and judged where it has a target, in the short form too. */
  inShort?: true;
}

/** What a scenario has measured: for each figure one value of each turn. */
export type Samples = Record<string, number[]>;

export interface Context {
  /** The short form: small counts, and only what means the same on every machine. */
  isShort: boolean;
  /** How many of something: the full number, or for trying out a part of it; in the short form the short one. */
  of(count: { full: number; short: number }): number;
  /** One line about what is going on. */
  say(line: string): void;
}

export interface Scenario {
  name: string;
  /** What is done, in one sentence. */
  what: string;
  figures: readonly Figure[];
  /** Part of the short form. */
  inShort?: true;
  run(context: Context): Promise<Samples>;
}
