import { styleText } from 'node:util';

/** What a colour means here. Every word stands in the text too: colours only help to find it. */
const STYLES = {
  good: 'green',
  bad: 'red',
  odd: 'yellow',
  going: 'cyan',
  quiet: 'dim',
} as const;
export type Look = keyof typeof STYLES;

/** Coloured on a terminal that wants it; plain to a pipe, and with NO_COLOR. */
export function lookOf(look: Look, text: string, stream: NodeJS.WritableStream): string {
  return styleText(STYLES[look], text, { stream: stream as NodeJS.WriteStream });
}
