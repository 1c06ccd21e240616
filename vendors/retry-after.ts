/**
 * Milliseconds that a Retry-After header asks for, or undefined where there is none that can be read. Seconds or an
 * HTTP date (RFC 9110, 10.2.3); a date is compared with the answer's own Date, not with our clock. Never below zero.
 */
export function retryAfterMs(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^-?\d+(\.\d+)?$/.test(text)) return Math.max(0, Number(text) * 1_000);
  const until = Date.parse(text);
  if (Number.isNaN(until)) return undefined;
  const now = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(now) ? Date.now() : now));
}
