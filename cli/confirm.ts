import { createInterface } from 'node:readline/promises';
import { BadInput } from './bad-input.ts';

/** Asks on a terminal; elsewhere `--yes` must have said it already. */
export async function confirmed(question: string, { yes }: { yes?: boolean }): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    throw new BadInput({
      field: '--yes',
      found: 'nothing, and no terminal to ask at',
      expected: '--yes, or --dry-run',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
