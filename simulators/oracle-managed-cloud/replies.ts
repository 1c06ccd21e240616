import type { Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';

/** Assumption: the error body of the other APIs of Oracle's cloud, with their codes. */
export const problem = (status: number, code: string, message: string): Reply => jsonReply(status, { code, message });

export const invalid = (message: string): Reply => problem(400, 'InvalidParameter', message);
export const unparsable = (): Reply => problem(400, 'CannotParseRequest', 'The request body is not valid JSON.');
export const forbidden = (message: string): Reply => problem(403, 'NotAuthorized', message);
export const notFound = (what: string): Reply => problem(404, 'NotFound', `${what} was not found.`);
export const wrongState = (message: string): Reply => problem(409, 'IncorrectState', message);

export const unauthorized = (message: string): Reply => ({
  ...problem(401, 'NotAuthenticated', message),
  headers: { 'www-authenticate': 'Bearer' },
});
