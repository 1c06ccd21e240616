import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import { asksForJson } from './output.ts';
import { endOnClosedPipe } from './print.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

endOnClosedPipe();
try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    // `reeve` alone: the help is printed already.
    if (error.code === 'commander.help') return EXIT.badInput;
  }
  return reportError(error, asksForJson(process.argv));
}
