import { z } from 'zod';
import { VendorError } from '../../contract/vendor-error.ts';
import { statusError, unexpected } from '../answers.ts';
import type { Answer, Call } from '../http.ts';

/** Where a message may stand: the vendor's pages show no error, so all usual places. */
const message = z.string().min(1);
const errorShape = z.union([
  z.object({ message }).transform((body) => body.message),
  z.object({ errorMessage: message }).transform((body) => body.errorMessage),
  z.object({ detail: message }).transform((body) => body.detail),
  z.object({ error_description: message }).transform((body) => body.error_description),
  z.object({ error: z.object({ message }) }).transform((body) => body.error.message),
  z.object({ errors: z.array(z.object({ message })).min(1) }).transform((body) => body.errors[0]?.message),
  z.object({ error: message }).transform((body) => body.error),
  z.object({ title: message }).transform((body) => body.title),
]);

function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

/** The vendor's own words in a refusal; never its body as it is. */
export function wordsOf(text: string): string {
  if (text.trim() === '') return 'no words';
  if (isPage(text)) return 'a web page';
  try {
    return errorShape.safeParse(JSON.parse(text)).data ?? 'no words that can be read';
  } catch {
    return 'a body that is no JSON';
  }
}

const FORBIDDEN =
  "only the customer's own instances may be used, and the customer must have opted in for Configuration";

/** The error for an answer with a status that is not the wanted one. */
export function refusal(endpoint: string, call: Call, answer: Answer): VendorError {
  // It comes from whatever stands before a vendor that is away: no job may be taken for lost because of it.
  if (answer.status === 404 && call.changes !== true && isPage(answer.text))
    return unexpected(endpoint, call, 'answered 404 with a web page, which is not the vendor');
  const error = statusError(endpoint, call, answer, wordsOf(answer.text));
  if (error.type !== 'Forbidden') return error;
  return new VendorError(error.type, `${error.message} (${FORBIDDEN})`, error.retryAfterMs);
}
