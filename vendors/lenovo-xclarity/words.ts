import { z } from 'zod';

const LONGEST = 300;

function oneLine(text: string): string | undefined {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line;
}

/** Deeper than the vendor's lists nest, and shallow enough for whatever else may come. */
const DEEPEST = 10;

/** Pieces of rich text: a text, or `{ text, format }` whose text may again be such a list. */
function piecesOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((piece) => piecesOf(piece, depth + 1));
  return piecesOf((value as { text?: unknown }).text, depth + 1);
}

/** What the vendor says somewhere, plain or formatted, as one line; undefined where it says nothing. */
export function readWords(value: unknown): string | undefined {
  return oneLine(piecesOf(value, 0).join(' '));
}

/** True for a page that is meant for a browser: the API itself never answers with one. */
export function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

const said = z.unknown().transform(readWords);
const messageShape = z.object({
  id: said.optional(),
  text: said.optional(),
  explanation: said.optional(),
  recovery: said.optional(),
});
const errorShape = z.object({
  result: z.string().optional().catch(undefined),
  messages: z.array(z.unknown()).catch([]),
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe(raw: unknown): string | undefined {
  const message = messageShape.safeParse(raw).data;
  if (message === undefined) return readWords(raw);
  const { id, text, explanation, recovery } = message;
  const sentences = [text, explanation, recovery].filter((part, at, all) => part && all.indexOf(part) === at);
  return oneLine([id && sentences.length > 0 ? `${id}:` : id, ...sentences].filter(Boolean).join(' '));
}

/** The vendor's words in the body of a refusal: each message's id, text, explanation and recovery, where it has them. */
export function readRefusal(text: string): string {
  if (isPage(text)) return 'a web page';
  if (text.trim() === '') return 'no words';
  const { messages } = errorShape.safeParse(parse(text)).data ?? { messages: [] };
  return oneLine(messages.map(describe).filter(Boolean).join('; ')) ?? 'no words that can be read';
}

/** True for a body that reports a failure, whatever the status above it. */
export function isFailure(text: string): boolean {
  const { result } = errorShape.safeParse(parse(text)).data ?? {};
  return result !== undefined && /^fail/i.test(result);
}
