import { printNote } from './print.ts';

/** Tells a state that changes: one line written over on a terminal, a new line for each change elsewhere. */
export interface LiveLine {
  show(line: string): void;
  /** Leaves what was shown last. */
  done(): void;
}

/** Writes to standard error, so that standard output has only results. */
export async function createLiveLine(): Promise<LiveLine> {
  if (process.stderr.isTTY) {
    const { logUpdateStderr } = await import('log-update');
    return { show: (line) => logUpdateStderr(line), done: () => logUpdateStderr.done() };
  }
  let last = '';
  const show = (line: string) => {
    if (line !== last) printNote(line);
    last = line;
  };
  return { show, done: () => undefined };
}
