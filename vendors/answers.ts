import type { z } from 'zod';
import { VendorError, type VendorErrorType } from '../contract/vendor-error.ts';
import type { Answer, Call } from './http.ts';

/** What a status says of a call, the same for every vendor. */
function typeOf(status: number, changes: boolean): VendorErrorType {
  if (status === 401) return 'Unauthorized';
  if (status === 403) return 'Forbidden';
  if (status === 404 || status === 410) return 'NotFound';
  if (status === 409) return 'Conflict';
  if (status === 429) return 'RateLimited';
  if (status === 503) return 'Unavailable';
  if (status >= 400 && status < 500) return 'InvalidRequest';
  // A redirect, another 5xx or a 2xx of the wrong kind: whether it was carried out, nobody knows.
  if (changes) return 'AnswerLost';
  return status >= 500 ? 'Unavailable' : 'UnexpectedResponse';
}

/** The vendor's words, fit for an error: one line of at most 300 characters. */
function oneLine(words: string): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 297)}...` : line;
}

/** The error for an answer with a status that is not the wanted one; `words` are the vendor's own for it. */
export function statusError(endpoint: string, call: Call, answer: Answer, words: string): VendorError {
  const message = `${endpoint}: ${call.method} ${call.path.split('?')[0]} answered ${answer.status}: ${oneLine(words)}`;
  return new VendorError(typeOf(answer.status, call.changes === true), message, answer.holdMs);
}

/** The error for an answer that is not what it should be: in a start it may have been carried out all the same. */
export function unexpected(endpoint: string, call: Call, why: string): VendorError {
  const type = call.changes === true ? 'AnswerLost' : 'UnexpectedResponse';
  return new VendorError(type, `${endpoint}: ${call.method} ${call.path.split('?')[0]}: ${oneLine(why)}`);
}

/** The value in the schema's shape, or the error that says what was found where. */
export function readShape<S extends z.ZodType>(endpoint: string, call: Call, schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unexpected(endpoint, call, `the answer is not what it should be: ${issue?.path.join('.')}: ${issue?.message}`);
}

/**
 * JSON of an answer. Integers past 2^53 stay as they were written, as text, since ids are made of them.
 */
export function readJson(endpoint: string, call: Call, answer: Answer): unknown {
  try {
    return JSON.parse(answer.text, ((_key: string, value: unknown, { source }: { source?: string }) =>
      typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? source : value) as never);
  } catch {
    throw unexpected(
      endpoint,
      call,
      `expected JSON, found ${answer.text === '' ? 'nothing' : (answer.headers.get('content-type') ?? 'something else')}`,
    );
  }
}
