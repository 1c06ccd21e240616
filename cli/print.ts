import { styleText } from 'node:util';

/** The only place that writes to the terminal: results to standard output, everything else to standard error. */

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printNote(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One value, one line. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

/** A vendor's words on one line, without what would drive a terminal. */
export function plain(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim();
}

/** Bold on a terminal that wants it; plain to a pipe and with NO_COLOR. */
export function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

/** Ends quietly when the reader of our output has gone, as in `reeve list | head -1`. */
export function endOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
