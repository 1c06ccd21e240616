import type { Call } from '../core/call.ts';

/** The page's own sample of a create ends its last object with a comma, which JSON does not have. */
const TRAILING_COMMA = /,(?=\s*[}\]])/g;

/** What the body says; undefined where it is no JSON. */
export function readBody({ body }: Call): unknown {
  for (const text of [body, body.replace(TRAILING_COMMA, '')]) {
    try {
      return JSON.parse(text);
    } catch {
      // Once more, without the commas.
    }
  }
  return undefined;
}

/** In lower case; undefined where the body has none. */
export function actionOf(call: Call): string | undefined {
  const body = readBody(call);
  if (typeof body !== 'object' || body === null || !('action' in body)) return undefined;
  return typeof body.action === 'string' ? body.action.toLowerCase() : undefined;
}
