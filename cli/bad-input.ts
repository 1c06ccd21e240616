import type { Problem } from '../contract/request.ts';
import { describeProblems } from '../contract/request.ts';

/** What was typed cannot be meant; nothing was started. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  readonly problems: readonly Problem[];

  constructor(...problems: Problem[]) {
    super(describeProblems(problems));
    this.problems = problems;
  }
}
