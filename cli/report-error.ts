import { show } from '../contract/request.ts';
import { type Explained, explainError } from './explain-error.ts';
import { plain, printNote } from './print.ts';

/** Prints an error to standard error, the same content in both forms; answers the exit code. */
export function reportError(error: unknown, isJson: boolean): number {
  const explained = explainError(error);
  for (const line of isJson ? [JSON.stringify({ error: explained })] : linesOf(explained)) printNote(line);
  return explained.exitCode;
}

/** The error for people, most important line first. */
export function linesOf({ message, hint, problems = [], differences = [], job }: Explained): string[] {
  const details = [
    ...problems.map(({ field, found, expected }) => `  ${flagOf(field)}: found ${plain(found)}, expected ${expected}`),
    ...differences.map(
      (one) => `  ${one.field}: there ${plain(show(one.existing))}, here ${plain(show(one.requested))}`,
    ),
  ];
  const first = problems.length > 0 ? 'bad input:' : differences.length > 0 ? `${job} has another request:` : message;
  return [`reeve: ${first}`, ...details, ...(hint === undefined ? [] : [`  What to do: ${hint}`])];
}

/** Fields of a request whose option has another name. */
const FLAGS: Record<string, string> = {
  expiresIn: '--expires-in',
  onStop: '--on-stop',
  startBy: '--start-by',
  startTimeout: '--start-timeout',
  'stop.giveUpAfter': '--give-up-after',
  confirmWithin: '--confirm-within',
  labels: '--label',
  key: '--key',
  adopt: '--adopt',
  state: '--state',
  limit: '--limit',
};

function flagOf(field: string): string {
  return Object.hasOwn(FLAGS, field) ? `${FLAGS[field]}` : field;
}
