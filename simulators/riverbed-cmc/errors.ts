import { type Call, header, type Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';

/** Public clients log in again and repeat the request on the first four. The names of the others are assumptions. */
export const ERROR_IDS = [
  'AUTH_REQUIRED',
  'AUTH_INVALID_SESSION',
  'AUTH_EXPIRED_TOKEN',
  'AUTH_INVALID_CREDENTIALS',
  'AUTH_FORBIDDEN',
  'REQUEST_INVALID_INPUT',
  'REQUEST_INVALID_METHOD',
  'RESOURCE_NOT_FOUND',
  'RESOURCE_CONFLICT',
] as const;
export type ErrorId = (typeof ERROR_IDS)[number];

const STATUSES: Record<ErrorId, number> = {
  AUTH_REQUIRED: 401,
  AUTH_INVALID_SESSION: 401,
  AUTH_EXPIRED_TOKEN: 401,
  AUTH_INVALID_CREDENTIALS: 401,
  AUTH_FORBIDDEN: 403,
  REQUEST_INVALID_INPUT: 400,
  REQUEST_INVALID_METHOD: 405,
  RESOURCE_NOT_FOUND: 404,
  RESOURCE_CONFLICT: 409,
};

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

function wantsXml(call: Call): boolean {
  const accept = header(call, 'accept') ?? '';
  return accept.includes('xml') && !accept.includes('json') && !accept.includes('html');
}

/** Exactly two keys: a client that finds others does not see the error. XML, where asked for, is told by its exact type. */
export function problem(call: Call, id: ErrorId, text: string): Reply {
  if (!wantsXml(call)) return jsonReply(STATUSES[id], { error_id: id, error_text: text });
  const body = `<?xml version="1.0"?>\n<error error_id="${id}" error_text="${escapeXml(text)}"/>`;
  return { status: STATUSES[id], contentType: 'text/xml', body };
}

export function notFound(call: Call, what = `resource ${call.path}`): Reply {
  return problem(call, 'RESOURCE_NOT_FOUND', `The ${what} was not found.`);
}

export function wrongMethod(call: Call): Reply {
  return problem(call, 'REQUEST_INVALID_METHOD', `The method ${call.method} is not allowed on ${call.path}.`);
}
