import type { Argument, Command, Option } from 'commander';

/** What the last of the typed words may become, and whether a file would do: those the shell knows itself. */
export interface Completion {
  candidates: { value: string; meaning?: string }[];
  files: boolean;
}

/** The values that an option or argument of this name may have; `words` is all that was typed. */
export type ValuesOf = (name: string, words: readonly string[]) => Promise<readonly string[]>;

/** Completes the last of the words that were typed after `reeve`; an empty one has not been begun. */
export async function complete(program: Command, words: readonly string[], valuesOf: ValuesOf): Promise<Completion> {
  const { command, open, operands } = walk(program, words.slice(0, -1));
  const last = words.at(-1) ?? '';
  const [, name = '', begun = ''] = /^(--[\w-]+)=(.*)$/s.exec(last) ?? [];
  const option = open ?? optionOf(command, name);
  if (option !== undefined) return await values(option, open === undefined ? begun : last, words, valuesOf);
  if (last.startsWith('-')) return { candidates: beginning(optionNames(command), last), files: false };
  const argument = argumentAt(command, operands);
  const { candidates, files } = argument === undefined ? NOTHING : await values(argument, last, words, valuesOf);
  return { candidates: [...(operands === 0 ? beginning(commandNames(command), last) : []), ...candidates], files };
}

const NOTHING: Completion = { candidates: [], files: false };

interface Place {
  command: Command;
  /** An option that still lacks its value. */
  open: Option | undefined;
  operands: number;
}

/** How far the words lead: to which command, and what comes next there. */
function walk(program: Command, words: readonly string[]): Place {
  const place: Place = { command: program, open: undefined, operands: 0 };
  for (const word of words) {
    const child = place.operands === 0 ? place.command.commands.find((one) => one.name() === word) : undefined;
    if (place.open !== undefined) place.open = undefined;
    else if (word.startsWith('-')) place.open = optionOf(place.command, word);
    else if (child !== undefined) place.command = child;
    else place.operands += 1;
  }
  return place;
}

/** An option that takes a value. */
function optionOf(command: Command, flag: string): Option | undefined {
  return command.options.find((option) => option.required && [option.short, option.long].includes(flag));
}

function argumentAt({ registeredArguments }: Command, operands: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[operands] ?? (last?.variadic ? last : undefined);
}

async function values(
  of: Option | Argument,
  begun: string,
  words: readonly string[],
  valuesOf: ValuesOf,
): Promise<Completion> {
  const isOption = 'flags' in of;
  const known = of.argChoices ?? (await valuesOf(isOption ? of.attributeName() : of.name(), words));
  // Some take several: a,b
  const before = begun.slice(0, begun.lastIndexOf(',') + 1);
  const candidates = beginning(
    known.map((value) => ({ value: `${before}${value}` })),
    begun,
  );
  return { candidates, files: isOption ? of.flags.endsWith('<file>') : of.name() === 'file' };
}

function commandNames(command: Command): Completion['candidates'] {
  const shown = command.createHelp().visibleCommands(command);
  return shown.map((one) => ({ value: one.name(), meaning: one.summary() || one.description() }));
}

function optionNames(command: Command): Completion['candidates'] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ short, long, description }) =>
      [short, long].filter((value) => value !== undefined).map((value) => ({ value, meaning: description })),
    );
}

function beginning(candidates: Completion['candidates'], text: string): Completion['candidates'] {
  return candidates.filter(({ value }) => value.startsWith(text));
}
