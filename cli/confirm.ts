import { confirm } from '@inquirer/prompts';
import { BadInput } from './bad-input.ts';
import { uninterrupted } from './interrupted.ts';

/** What is asked goes beside the output, which may be piped. */
const TERMINAL = { input: process.stdin as NodeJS.ReadableStream, output: process.stderr as NodeJS.WritableStream };

/** Asks on a terminal, where only a yes is one; elsewhere `--yes` must have said it already. */
export async function confirmed(
  message: string,
  { yes }: { yes?: boolean },
  terminal: typeof TERMINAL | undefined = process.stdin.isTTY ? TERMINAL : undefined,
): Promise<boolean> {
  if (yes) return true;
  if (terminal === undefined) {
    throw new BadInput({
      field: '--yes',
      found: 'nothing, and no terminal to ask at',
      expected: '--yes, or --dry-run',
    });
  }
  return await uninterrupted(confirm({ message, default: false }, terminal), 'interrupted; nothing was done');
}
