import { inside } from './request-body.ts';
import { parseTime } from './times.ts';

export interface Filter {
  field: string;
  test(value: unknown): boolean;
}

const OPERATOR = /^(in|between|startsWith|notStartsWith|contains)\((.*)\)$/s;
const ARGUMENT = /\s*(?:"([^"]*)"|([^,]+))\s*(?:,|$)/g;

function unquote(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}

function splitArguments(text: string): string[] {
  return [...text.matchAll(ARGUMENT)].map(([, quoted, bare = '']) => quoted ?? bare.trim());
}

type Comparable = (value: unknown) => number | string;

/** Times compare as times, numbers as numbers, the rest as texts. */
function comparableAt(utcOffsetMinutes: number): Comparable {
  return (value) => {
    const text = String(value);
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
    return parseTime(text, utcOffsetMinutes) ?? text;
  };
}

function isEqual(value: unknown, wanted: string, comparable: Comparable): boolean {
  return (
    value !== undefined && value !== null && (String(value) === wanted || comparable(value) === comparable(wanted))
  );
}

function isBetween(value: unknown, [low = '', high = '']: string[], comparable: Comparable): boolean {
  if (value === undefined || value === null) return false;
  const at = comparable(value);
  return at >= comparable(low) && at <= comparable(high);
}

function testOf(expression: string, comparable: Comparable): Filter['test'] {
  const [, operator, inner = ''] = OPERATOR.exec(expression.trim()) ?? [];
  const wanted = splitArguments(inner);
  const [first = ''] = wanted;
  switch (operator) {
    case 'in':
      return (value) => wanted.some((one) => isEqual(value, one, comparable));
    case 'between':
      return (value) => isBetween(value, wanted, comparable);
    case 'startsWith':
      return (value) => String(value ?? '').startsWith(first);
    case 'notStartsWith':
      return (value) => !String(value ?? '').startsWith(first);
    case 'contains':
      return (value) => String(value ?? '').includes(first);
    default:
      return (value) => isEqual(value, unquote(expression.trim()), comparable);
  }
}

/** Names with a dot or an underscore in front are not fields but options of the query itself. */
export function fieldsOf(query: URLSearchParams): string[] {
  return [...query.keys()].filter((name) => !/^[._]/.test(name));
}

export function filtersOf(query: URLSearchParams, utcOffsetMinutes: number): Filter[] {
  const comparable = comparableAt(utcOffsetMinutes);
  const fields = new Set(fieldsOf(query));
  return [...query.entries()]
    .filter(([name]) => fields.has(name))
    .map(([field, expression]) => ({ field, test: testOf(expression, comparable) }));
}

export function matchesFilters(record: unknown, filters: Filter[], isOr: boolean): boolean {
  const passes = (filter: Filter) => filter.test(inside(record, ...filter.field.split('.')));
  return isOr && filters.length > 0 ? filters.some(passes) : filters.every(passes);
}
