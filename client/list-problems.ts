import { CAUSES, STATES, VERDICTS } from '../contract/job.ts';
import { isEndpointName, type Problem, show } from '../contract/request.ts';
import type { ListOptions } from './list.ts';

const NAME = /^[a-z0-9-]{1,60}$/;

type Check = [field: keyof ListOptions, isGood: (value: unknown) => boolean, expected: string];

const oneOf = (field: keyof ListOptions, words: readonly string[]): Check => [
  field,
  (value) => words.includes(value as string),
  `one of ${words.join(', ')}`,
];
const isTime = (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime());
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const manyOf = (isGood: (value: unknown) => boolean) => (value: unknown) => {
  const many = [value].flat();
  return many.length > 0 && many.every(isGood);
};
const boolean = (field: keyof ListOptions): Check => [field, (value) => typeof value === 'boolean', 'true or false'];

/** A program in plain JavaScript, or a person at the command line, gives anything. */
const CHECKS: readonly Check[] = [
  ['vendor', (value) => NAME.test(String(value)), 'the name of a vendor'],
  ['endpoint', (value) => isEndpointName(String(value)), 'an endpoint name: 1 to 40 of a-z, 0-9 and -'],
  ['operation', (value) => NAME.test(String(value)), 'the name of an operation'],
  ['state', manyOf((value) => STATES.includes(value as never)), `one or more of ${STATES.join(', ')}`],
  ['label', manyOf(isText), 'one or more words'],
  ['schedule', isText, 'the name of a schedule'],
  oneOf('cause', CAUSES),
  oneOf('verdict', VERDICTS),
  boolean('stopUnconfirmed'),
  boolean('outOfSight'),
  ['since', isTime, 'a time'],
  ['until', isTime, 'a time'],
  boolean('running'),
  ['limit', (value) => Number.isInteger(value) && Number(value) > 0, 'a whole number above 0'],
];

/** Every mistake in a filter; a field that no filter has is one too. */
export function listProblems(options: ListOptions): Problem[] {
  const fields = CHECKS.map(([field]) => field);
  const unknown = Object.keys(options)
    .filter((field) => !fields.includes(field as keyof ListOptions))
    .map((field) => ({ field, found: 'an unknown field', expected: `one of ${fields.join(', ')}` }));
  const wrong = CHECKS.filter(([field, isGood]) => options[field] !== undefined && !isGood(options[field])).map(
    ([field, , expected]) => ({ field, found: show(options[field]), expected }),
  );
  return [...unknown, ...wrong];
}
