const LONGEST = 300;

/** What the vendor says somewhere, as one line; undefined where it says nothing. An exception may come as an object. */
export function readWords(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null) {
    const { Message, message, error_description, error } = value as Record<string, unknown>;
    return readWords([Message, message, error_description, error].find((field) => typeof field === 'string'));
  }
  if (typeof value !== 'string') return undefined;
  const line = value.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line;
}

/** True for a page that is meant for a browser: the API itself never answers with one. */
export function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** The vendor's words in the body of a refusal. Its shape is not documented: JSON with a message, or the plain text. */
export function readRefusal(text: string): string {
  if (isPage(text)) return 'a web page';
  try {
    return readWords(JSON.parse(text)) ?? 'no words that can be read';
  } catch {
    return readWords(text) ?? 'nothing';
  }
}
