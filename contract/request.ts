import { DURATION_EXPECTED, parseDuration } from './duration.ts';
import type { JobRequest } from './job.ts';

/** One mistake in something that a person or a program gave us. */
export interface Problem {
  field: string;
  found: string;
  expected: string;
}

const ENDPOINT = /^[a-z0-9-]{1,40}$/;
const KEY = /^[A-Za-z0-9._:-]{1,200}$/;
const FIELDS = new Set<string>([
  'endpoint',
  'operation',
  'params',
  'expiresIn',
  'key',
  'onStop',
  'startBy',
  'startTimeout',
  'stop',
  'labels',
  'adopt',
] satisfies (keyof JobRequest)[]);

/** True for a name that an endpoint may have. */
export function isEndpointName(text: string): boolean {
  return ENDPOINT.test(text);
}

/** One line a problem, for errors that people read. */
export function describeProblems(problems: readonly Problem[]): string {
  return problems.map(({ field, found, expected }) => `${field}: found ${found}, expected ${expected}`).join('; ');
}

/** What a value looks like in an error: JSON, cut at 80 characters; `nothing` for undefined. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isText = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value);
const isDuration = (value: unknown) => typeof value === 'string' && parseDuration(value) !== undefined;
const isStop = (value: unknown) => isRecord(value) && Object.keys(value).every((field) => field === 'giveUpAfter');
const isLabels = (value: unknown) =>
  Array.isArray(value) && value.length <= 20 && value.every((label) => isText(label, /^.{1,100}$/));
const isIds = (value: unknown) =>
  isRecord(value) &&
  Object.keys(value).length > 0 &&
  Object.values(value).every((id) => isText(id, /^.{1,200}$/) || Number.isSafeInteger(id));

type Check = [field: string, value: unknown, isGood: (value: unknown) => boolean, expected: string];

function checks(request: Record<string, unknown>): Check[] {
  const stop = isRecord(request.stop) ? request.stop : {};
  const optional = (isGood: (value: unknown) => boolean) => (value: unknown) => value === undefined || isGood(value);
  return [
    ['endpoint', request.endpoint, (value) => isText(value, ENDPOINT), 'an endpoint name: 1 to 40 of a-z, 0-9 and -'],
    [
      'operation',
      request.operation,
      (value) => isText(value, /^[a-z0-9-]{1,60}$/),
      "the name of an operation of the endpoint's vendor",
    ],
    [
      'expiresIn',
      request.expiresIn,
      (value) => value === 'never' || isDuration(value),
      `${DURATION_EXPECTED}, or 'never'`,
    ],
    ['key', request.key, optional((value) => isText(value, KEY)), '1 to 200 of A-Z, a-z, 0-9, . _ : -'],
    ['onStop', request.onStop, optional((value) => value === 'cancel' || value === 'leave'), "'cancel' or 'leave'"],
    ['startBy', request.startBy, optional(isDuration), DURATION_EXPECTED],
    ['startTimeout', request.startTimeout, optional(isDuration), DURATION_EXPECTED],
    ['stop', request.stop, optional(isStop), 'an object with giveUpAfter and nothing else'],
    ['stop.giveUpAfter', stop.giveUpAfter, optional(isDuration), DURATION_EXPECTED],
    ['labels', request.labels, optional(isLabels), 'at most 20 words of 1 to 100 characters'],
    ['adopt', request.adopt, optional(isIds), "the vendor's ids, each a text or a whole number"],
  ];
}

/**
 * Every mistake in a request's envelope; none for a good one. Parameters are the vendor's to check. Pure, so that the
 * client, the command line and the workflow refuse the same things in the same words.
 */
export function checkRequest(request: unknown): Problem[] {
  if (!isRecord(request)) return [{ field: 'request', found: show(request), expected: 'a job request object' }];
  const unknown = Object.keys(request)
    .filter((field) => !FIELDS.has(field))
    .map((field) => ({ field, found: 'an unknown field', expected: `one of ${[...FIELDS].join(', ')}` }));
  const wrong = checks(request)
    .filter(([, value, isGood]) => !isGood(value))
    .map(([field, value, , expected]) => ({ field, found: show(value), expected }));
  return [...unknown, ...wrong];
}
