import { confirm, input, select } from '@inquirer/prompts';
import type { Problem } from '../../contract/request.ts';
import { show } from '../../contract/request.ts';
import { uninterrupted } from '../interrupted.ts';

const INTERRUPTED = 'interrupted; nothing was written';

/** Where questions are put, and answers typed. */
export interface Terminal {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

export interface Question {
  /** What it is called on the command line. */
  field: string;
  message: string;
  /** What an answer must be, for who did not give one. */
  expected: string;
  choices?: readonly string[];
  default?: string;
  /** An answer that may be a secret by mistake is not repeated in an error. */
  isSecret?: boolean;
  /** What is wrong with an answer; undefined where nothing is. */
  trouble(text: string): string | undefined;
}

/** Has what was typed, asks for the rest, and collects what it cannot ask for. */
export interface Asking {
  /** Mistakes and gaps so far. */
  problems: readonly Problem[];
  complain(problem: Problem): void;
  /** The answer; undefined, after complaining, where there is none that can be used. */
  answer(question: Question, typed: string | undefined): Promise<string | undefined>;
  /** Undefined where there is no terminal to ask at. */
  confirm(message: string): Promise<boolean | undefined>;
}

export function asking(terminal: Terminal | undefined): Asking {
  const problems: Problem[] = [];
  const complain = (problem: Problem) => void problems.push(problem);
  return {
    problems,
    complain,
    async answer(question, typed) {
      if (typed === undefined && terminal !== undefined) return await ask(question, terminal);
      const expected = typed === undefined ? question.expected : question.trouble(typed);
      if (expected === undefined) return typed;
      const found = question.isSecret && typed !== undefined ? 'another text' : show(typed);
      complain({ field: question.field, found, expected });
      return undefined;
    },
    async confirm(message) {
      return terminal && (await uninterrupted(confirm({ message, default: false }, terminal), INTERRUPTED));
    },
  };
}

function ask({ message, choices, trouble, ...question }: Question, terminal: Terminal): Promise<string> {
  if (choices !== undefined) return uninterrupted(select({ message, choices: [...choices] }, terminal), INTERRUPTED);
  const validate = (text: string) => {
    const expected = trouble(text.trim());
    return expected === undefined || `expected ${expected}`;
  };
  const config = { message, validate, ...(question.default !== undefined && { default: question.default }) };
  return uninterrupted(input(config, terminal), INTERRUPTED).then((text) => text.trim());
}
