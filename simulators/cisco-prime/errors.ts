import type { Call, Reply } from '../core/call.ts';
import type { Refusal } from '../core/rate-limit.ts';
import { addressOf } from './address.ts';
import { documentReply } from './format.ts';

function queryParams({ query }: Call): string {
  const names = [...new Set(query.keys())];
  return `{${names.map((name) => `${name}=[${query.getAll(name).join(', ')}]`).join(', ')}}`;
}

/** The vendor's `errorDocument`, in the format that was asked for. The id is repeated at the end of the message. */
export function errorReply(call: Call, status: number, message: string, code: string): Reply {
  const errorDocument = {
    domain: 'ROOT-DOMAIN',
    httpMethod: call.method,
    httpResponseCode: status,
    id: `presentation.${code}`,
    message: `${message}-${code}`,
    queryParams: queryParams(call),
    uriPath: addressOf(call)?.uriPath ?? call.path,
  };
  return documentReply(status, { errorDocument }, call);
}

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** The web server in front of the API answers in HTML, whatever was asked for. */
export function htmlReply(status: number, title: string, detail: string, headers?: Record<string, string>): Reply {
  const heading = `HTTP Status ${status} - ${escapeHtml(title)}`;
  const body = `<html><head><title>${heading}</title></head><body><h1>${heading}</h1><p>${escapeHtml(detail)}</p></body></html>`;
  return { status, contentType: 'text/html;charset=UTF-8', body, ...(headers === undefined ? {} : { headers }) };
}

export const badRequest = (call: Call, message: string) => errorReply(call, 400, message, 'PRS-100');

/** Ids stand in messages as Java prints numbers: with thousands separators. */
export function noSuchEntity(call: Call, type: string, id: string): Reply {
  const shown = /^\d+$/.test(id) ? BigInt(id).toLocaleString('en-US') : id;
  return errorReply(call, 404, `No such entity as ${type} / ${shown}.`, 'PRS-101');
}

export const noSuchType = (call: Call, type: string) =>
  errorReply(call, 404, `No such entity type as ${type}.`, 'PRS-102');

function wordsOf(refusal: Refusal, user: string): string {
  switch (refusal.cause) {
    case 'concurrent':
      return `Per user concurrent query count exceeded Currently ${refusal.running} : Limit is ${refusal.limit}.`;
    case 'total':
      return `NBI Global Rate limit exceeded (More than ${refusal.limit} in ${refusal.windowMs.toLocaleString('en-US')} ms).`;
    case 'user':
      return `NBI Rate limit for user (${user}) exceeded (More than ${refusal.limit} in ${refusal.windowMs.toLocaleString('en-US')} ms).`;
  }
}

export function overLimit(call: Call, refusal: Refusal, user: string): Reply {
  return { ...errorReply(call, 503, wordsOf(refusal, user), 'PRS-303'), isOverLimit: true };
}
