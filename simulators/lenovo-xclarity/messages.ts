import type { Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';

interface Message {
  /** `FQXHM`, two letters of the subsystem, four digits, and the severity's letter. The digits are made up. */
  id: string;
  text: string;
  explanation: string;
  recovery: { text: string; URL: string }[];
}

export function message(id: string, text: string, recovery?: string): Message {
  return { id, text, explanation: '', recovery: recovery === undefined ? [] : [{ text: recovery, URL: '' }] };
}

export function failure(status: number, ...messages: Message[]): Reply {
  return jsonReply(status, { result: 'failure', messages });
}

/** Of the log-out's page. Its sample has one object where its table, as for failures, has a list. */
export const COMPLETED = {
  id: 'FQXHMSE0001I',
  text: 'The request completed successfully.',
  explanation: '',
  recovery: { text: 'Information only; no action is required.', URL: '' },
};

export function success(text: string, more: Record<string, unknown> = {}): Reply {
  return jsonReply(200, { result: 'success', ...more, messages: [message('FQXHMJM0001I', text)] });
}

/** The page's words for each code, and what is wrong in this case. */
export const notValid = (what: string): Reply =>
  failure(
    400,
    message(
      'FQXHMJM0400E',
      `A query parameter or request attribute is missing or not valid, or the operation is not supported. ${what}`,
    ),
  );

export const missing = (status: 400 | 412, what: string): Reply =>
  failure(
    status,
    message('FQXHMJM0412E', `Specified data is invalid because of missing values. ${what}`, `Specify ${what}.`),
  );

export const notFound = (what: string): Reply =>
  failure(404, message('FQXHMJM0404E', `A specified resource cannot be found. ${what}`));

export const conflict = (what: string): Reply => failure(409, message('FQXHMJM0409E', what));

export const unauthorized = (): Reply => ({
  ...failure(
    401,
    message(
      'FQXHMSE0401E',
      'The user cannot be authenticated. Authentication has not been provided or has failed.',
      'Log in again.',
    ),
  ),
  headers: { 'www-authenticate': 'Basic realm="Lenovo XClarity Administrator"' },
});

const PREVENTED = 'The orchestrator server was prevented from fulfilling the request.';

export const withoutPrivileges = (): Reply =>
  failure(403, message('FQXHMSE0403E', PREVENTED, 'Ensure that you have privileges to perform the request.'));

export const withoutLicence = (device: string): Reply =>
  failure(
    403,
    message(
      'FQXHMLI0403E',
      `${PREVENTED} ${device} has no active license.`,
      'For XClarity Administrator advanced functions, ensure that you have active licenses for each managed server that supports the advanced functions.',
    ),
  );

export const wrongCsrf = (): Reply =>
  failure(403, message('FQXHMSE0404E', 'The server could not authenticate this session.', 'Send X-Csrf-Token.'));
