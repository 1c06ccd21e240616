import { z } from 'zod';
import { VendorError } from '../../contract/vendor-error.ts';
import { statusError, unexpected } from '../answers.ts';
import type { Answer, Call } from '../http.ts';
import { parseXml } from '../xml.ts';

const errorBody = z.object({ error_id: z.string().max(100), error_text: z.string().catch('no words') });
const errorElement = z
  .object({ error: z.object({ '@error_id': z.string(), '@error_text': z.string().optional() }) })
  .transform(({ error }) => ({ error_id: error['@error_id'], error_text: error['@error_text'] }))
  .pipe(errorBody);

/** The vendor's own error in an answer's body, JSON or XML; undefined where the body is something else. */
export function readError(text: string): z.output<typeof errorBody> | undefined {
  try {
    return text.trimStart().startsWith('<')
      ? errorElement.parse(parseXml(text, 'error', new Set()))
      : errorBody.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** With these the vendor says that it does not know, or no longer knows, who we are. */
const AUTH_ERRORS = ['AUTH_REQUIRED', 'AUTH_INVALID_SESSION', 'AUTH_EXPIRED_TOKEN', 'AUTH_INVALID_CREDENTIALS'];

export function isOk({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** True where the vendor refused the caller, not the call: nothing was carried out. */
export function isStranger(answer: Answer): boolean {
  if (isOk(answer)) return false;
  return answer.status === 401 || AUTH_ERRORS.includes(readError(answer.text)?.error_id ?? '');
}

const isPage = (text: string) => text.trimStart().startsWith('<');

/** An answer's words for people. A body that is not the vendor's error is named, never quoted. */
export function wordsOf(answer: Answer): string {
  const error = readError(answer.text);
  if (error !== undefined) return `${error.error_text} (${error.error_id})`;
  if (answer.text.trim() === '') return 'no words';
  return isPage(answer.text) ? 'a web page' : "a body that is not the vendor's";
}

/** The error for an answer that is no 2xx. No job may be taken for lost because of a web page with a 404. */
export function refusal(endpoint: string, call: Call, answer: Answer): VendorError {
  if (answer.status === 404 && call.changes !== true && readError(answer.text) === undefined && isPage(answer.text))
    return unexpected(endpoint, call, 'answered 404 with a web page, which is not the vendor');
  const error = statusError(endpoint, call, answer, wordsOf(answer));
  return isStranger(answer) ? new VendorError('Unauthorized', error.message) : error;
}
