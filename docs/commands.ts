/** Whether a command that a page names could be typed: its scripts, commands, options and number of arguments. */
import { readFileSync } from 'node:fs';
import { type Command, CommanderError } from 'commander';
import { createProgram } from '../cli/program.ts';

const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>;
};
/** A script that is the command line, with what follows on it. */
const REEVE = 'node cli/main.ts';

/** What is wrong with it; nothing if it is no command of ours. */
export function commandMistake(text: string): string | undefined {
  const words = wordsOf(text);
  while (/^[A-Z_]+=/.test(words[0] ?? '') || words[0] === 'npx' || words[0] === 'nice') words.shift();
  const [tool, ...rest] = words;
  if (tool === 'reeve') return reeveMistake(createProgram(), 'reeve', rest);
  return tool === 'npm' ? npmMistake(rest) : undefined;
}

function npmMistake([verb = '', ...rest]: string[]): string | undefined {
  const [script = '', ...args] = verb === 'run' ? rest : [verb, ...rest];
  if (verb !== 'run' && verb !== 'start' && verb !== 'test') return undefined;
  const line = scripts[script];
  if (line === undefined) return isPlaceholder(script) ? undefined : `npm: no script ${script}`;
  if (!line.startsWith(REEVE)) return undefined;
  const given = args[0] === '--' ? args.slice(1) : args;
  return reeveMistake(createProgram(), 'reeve', [...wordsOf(line.slice(REEVE.length)), ...given]);
}

function reeveMistake(command: Command, name: string, words: string[]): string | undefined {
  const [word = '', ...rest] = words;
  if (isPlaceholder(word)) return undefined;
  const child = command.commands.find((each) => each.name() === word || each.aliases().includes(word));
  if (child) return reeveMistake(child, `${name} ${child.name()}`, rest);
  if (command.commands.length > 0 && word !== '' && !word.startsWith('-')) return `${name}: no command ${word}`;
  return argumentsMistake(command, name, words);
}

function argumentsMistake(command: Command, name: string, words: string[]): string | undefined {
  const { operands, unknown } = parsed(command, words);
  const option = unknown.find((word) => word.startsWith('-') && !['--help', '-h'].includes(word));
  if (option !== undefined) return `${name}: no option ${option}`;
  const takesAny = command.registeredArguments.some(({ variadic }) => variadic);
  if (takesAny || operands.length <= command.registeredArguments.length) return undefined;
  return `${name}: too many arguments: ${operands.join(' ')}`;
}

function parsed(command: Command, words: string[]): { operands: string[]; unknown: string[] } {
  try {
    return command.exitOverride().parseOptions(words);
  } catch (error) {
    // In a sentence an option may stand without its value, at the end: `reeve resolve --adopt`.
    const unfinished = error instanceof CommanderError && error.code === 'commander.optionMissingArgument';
    if (unfinished) return { operands: [], unknown: [] };
    throw error;
  }
}

/** `COMMAND`, `…`: to be replaced by the reader. */
function isPlaceholder(word: string): boolean {
  return /^[A-Z]+$|^…$/.test(word);
}

/** As a shell splits them, as far as the pages need it. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replaceAll(/["']/g, ''));
}
