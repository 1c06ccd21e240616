import type { Figure, Samples } from './scenario.ts';
import { type Summary, summaryOf } from './statistics.ts';

export type Verdict = 'met' | 'missed';

/** A figure as it was measured. Without a verdict it has no target. */
export interface Judged extends Summary {
  figure: Figure;
  verdict?: Verdict;
}

/**
 * Judges the median of all turns. A figure with a target that was not measured is missed: nothing counts as met that
 * nobody has seen.
 *
 * @throws where a figure was measured that the scenario does not declare
 */
export function judge(figures: readonly Figure[], samples: Samples, isShort: boolean): Judged[] {
  const wanted = figures.filter(({ inShort }) => !isShort || inShort);
  const unknown = Object.keys(samples).filter((name) => !figures.some((figure) => figure.name === name));
  if (unknown.length > 0) throw new Error(`measured, but not declared: ${unknown.join(', ')}`);
  return wanted.map((figure) => {
    const summary = summaryOf(samples[figure.name] ?? [Number.NaN]);
    const verdict = verdictOf(figure, summary.median);
    return { figure, ...summary, ...(verdict && { verdict }) };
  });
}

/** Undefined for a figure without a target. */
export function verdictOf({ atMost, atLeast }: Figure, value: number): Verdict | undefined {
  if (atMost === undefined && atLeast === undefined) return undefined;
  return value <= (atMost ?? value) && value >= (atLeast ?? value) ? 'met' : 'missed';
}

/** The target in words: `at most 1.2`. */
export function targetText({ atMost, atLeast }: Figure): string {
  const parts = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ];
  return parts.join(', ');
}
