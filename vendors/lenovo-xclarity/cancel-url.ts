/** Characters that URL parsers drop, or take for others, so that what one reads is not what the next one calls. */
const AMBIGUOUS = /[\s\\#\p{Cc}\p{Cf}]/u;
const GREATEST = 2_000;

function parse(text: string, base: string): URL | undefined {
  const isPath = text.startsWith('/') && !text.startsWith('//');
  if (text.length > GREATEST || AMBIGUOUS.test(text) || !(isPath || /^https?:\/\/[^/]/i.test(text))) return undefined;
  const url = URL.parse(text, base);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  // `/..//host` comes out as `//host`, which its next reader takes for another host.
  return url.pathname.startsWith('//') ? undefined : url;
}

/** True for what can be a cancel URL at all: which origins it may have is the endpoint's to say. */
export function isCancelUrl(text: string): boolean {
  return parse(text.replaceAll('{jobId}', '1'), 'https://endpoint.invalid') !== undefined;
}

/**
 * The URL as it may be handed to the vendor, which will call it: a path for the endpoint itself, a whole URL for
 * another allowed origin; undefined where it leads anywhere else. What was checked is what is sent.
 */
export function allowedCancelUrl(text: string, endpoint: URL, allowedOrigins: readonly string[]): string | undefined {
  const url = parse(text, endpoint.origin);
  if (url === undefined) return undefined;
  if (url.origin === endpoint.origin) return url.pathname + url.search;
  return allowedOrigins.includes(url.origin) ? url.href : undefined;
}
