import type { Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';

/** Assumption: errors carry one `Message`, as .NET's Web API writes them. */
export const problem = (status: number, message: string): Reply => jsonReply(status, { Message: message });

export const unauthorized = (): Reply => ({
  ...problem(401, 'Authorization has been denied for this request.'),
  headers: { 'www-authenticate': 'Bearer' },
});

/** The page's words. */
export const forbidden = (): Reply => problem(403, 'You are not authorized to perform this task. Access is denied.');

/** Assumption: an id that nobody has is 404, one that is no GUID is 400. */
export const unknownId = (what: string, id: string): Reply => problem(404, `The ${what} ${id} was not found.`);
export const notGuid = (id: string): Reply => problem(400, `${id} is not a valid GUID.`);
