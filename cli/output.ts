import { type Command, Option } from 'commander';
import { BadInput } from './bad-input.ts';
import { printJson, printLine } from './print.ts';

/** How results are printed: for people, for programs, or only the jobs' names. */
const FORMATS = ['table', 'json', 'yaml', 'name'] as const;
export type Format = (typeof FORMATS)[number];

export interface OutputOptions {
  output?: Format;
  json?: boolean;
}

/** `-o`, and `--json` for the scripts that have it. */
export function addOutputOptions(command: Command): Command {
  return command
    .addOption(new Option('-o, --output <format>', 'for people, for programs, or the names only').choices(FORMATS))
    .option('--json', 'the same as -o json: a line for each job');
}

export function formatOf({ output, json = false }: OutputOptions): Format {
  if (json && output !== undefined && output !== 'json') {
    throw new BadInput({ field: '--output', found: `${output}, and --json`, expected: 'one of the two' });
  }
  return json ? 'json' : (output ?? 'table');
}

/** Prints what has a name: a line of JSON each, a document of YAML each, or the names. */
export async function printAs(format: Exclude<Format, 'table'>, values: readonly { id: string }[]): Promise<void> {
  if (format === 'json') return values.forEach(printJson);
  if (format === 'name') return values.map(({ id }) => id).forEach(printLine);
  const { stringify } = await import('yaml');
  for (const value of values) printLine(`---\n${stringify(value).trimEnd()}`);
}

/** Whether a command line asks for JSON: its errors are JSON then too, those of its parsing included. */
export function asksForJson(typed: readonly string[]): boolean {
  const isOutput = (word: string | undefined) => word === '-o' || word === '--output';
  return typed.some(
    (word, at) =>
      word === '--json' || /^(-o=?|--output=)json$/.test(word) || (word === 'json' && isOutput(typed[at - 1])),
  );
}
