import { VendorError } from '../../contract/vendor-error.ts';
import { statusError } from '../answers.ts';
import type { Answer, Call } from '../http.ts';
import { parseXml } from '../xml.ts';
import { errorAnswer } from './wire.ts';

/** The forms in which Prime says that its rate limit was passed; any other 503 is an outage. */
const RATE_WORDS = [
  /NBI Global Rate limit exceeded/i,
  /NBI Rate limit for user .* exceeded/i,
  /Per user concurrent query count exceeded/i,
];
const TOO_MANY_SESSIONS = "wrong credentials, or more than Prime's 5 sessions of one user (it answers both alike)";

function readErrorDocument(text: string): string | undefined {
  const start = text.trimStart();
  try {
    const document = start.startsWith('{') ? JSON.parse(text) : parseXml(text, 'errorDocument', new Set());
    return errorAnswer.parse(document).errorDocument.message;
  } catch {
    return undefined;
  }
}

/** What an error's body says, in one line: the error document's message, or what kind of thing came instead. */
export function wordsOf(text: string): string {
  const message = readErrorDocument(text);
  if (message !== undefined) return message;
  if (text.trim() === '') return 'no words';
  const title = /<title[^>]*>([^<]{1,100})/i.exec(text)?.[1]?.trim();
  if (title) return `an HTML page, "${title}"`;
  return /<(!doctype|html|body)/i.test(text) ? 'an HTML page' : 'a body that is no error document';
}

/** Prime sends whoever it does not know to its login page; nothing was carried out then. */
function isLoginRedirect(answer: Answer): boolean {
  if (answer.status < 300 || answer.status > 399) return false;
  return !(answer.headers.get('location') ?? '').includes('/webacs/api/');
}

/** The error for an answer that is no 2xx. */
export function refusal(endpoint: string, call: Call, answer: Answer): VendorError {
  const words = wordsOf(answer.text);
  const at = `${endpoint}: ${call.method} ${call.path.split('?')[0]} answered ${answer.status}`;
  if (isLoginRedirect(answer)) return new VendorError('Unauthorized', `${at}: sent to the login page`);
  const { type, message, retryAfterMs } = statusError(endpoint, call, answer, words);
  if (type === 'Unauthorized') return new VendorError(type, `${message}; ${TOO_MANY_SESSIONS}`);
  const isRate = answer.status === 503 && RATE_WORDS.some((form) => form.test(answer.text));
  return new VendorError(isRate ? 'RateLimited' : type, message, retryAfterMs);
}
