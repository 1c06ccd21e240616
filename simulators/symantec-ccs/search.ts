import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Definitions } from './definitions.ts';
import { problem } from './replies.ts';
import { jobView } from './views.ts';

const ATTRIBUTES = [
  'JobName',
  'JobID',
  'JobCategory',
  'JobType',
  'JobCreationTime',
  'JobModifiedTime',
  'LastRunStatus',
  'LastRunDate',
] as const;

interface Condition {
  attribute: (typeof ATTRIBUTES)[number];
  operator: string;
  value: string;
}

const CONDITION = /^(\w+)\s*(>=|<=|!=|=|>|<|\bcontains\b|\bstartswith\b)\s*(.*)$/is;

/** The pages write names in any case, with a stray slash (`?/jobname=`) or all in parentheses (`?(Attributes=A = v)`). */
function parameters(query: URLSearchParams): Map<string, string> {
  const plain = ([name, value]: [string, string]): [string, string] =>
    name.startsWith('(') ? [name.slice(1), value.replace(/\)$/, '')] : [name.replace(/^\//, ''), value];
  return new Map([...query].map(plain).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Undefined: a condition that cannot be read. */
function conditionsOf(text: string): Condition[] | undefined {
  const trimmed = text.trim();
  const parts = (/^\((.*)\)$/s.exec(trimmed)?.[1] ?? trimmed).split(',');
  const conditions = parts.map((part): Condition | undefined => {
    const [, name = '', operator = '', value = ''] = CONDITION.exec(part.trim()) ?? [];
    const attribute = ATTRIBUTES.find((known) => known.toLowerCase() === name.toLowerCase());
    return attribute === undefined ? undefined : { attribute, operator: operator.toLowerCase(), value: value.trim() };
  });
  return conditions.every((condition) => condition !== undefined) ? conditions : undefined;
}

function isLike(actual: string, pattern: string): boolean {
  const expression = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`, 'is').test(actual);
}

function comparable(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

function isMet(view: Record<string, unknown>, { attribute, operator, value }: Condition): boolean {
  const actual = String(view[attribute]);
  const [left, right] = [comparable(actual), comparable(value)];
  switch (operator) {
    case '=':
      return isLike(actual, value) || left === right;
    case '!=':
      return !isLike(actual, value);
    case 'contains':
      return actual.toLowerCase().includes(value.toLowerCase());
    case 'startswith':
      return actual.toLowerCase().startsWith(value.toLowerCase());
    case '>':
      return left > right;
    case '<':
      return left < right;
    case '>=':
      return left >= right;
    default:
      return left <= right;
  }
}

const LONGEST_PAGE = 1000;

/** GET Jobs: by exact name, or by attributes and page. Pages count from 0. */
export function answerSearch(call: Call, definitions: Definitions): Reply {
  const given = parameters(call.query);
  const views = definitions.visible().map(jobView);
  const name = given.get('jobname');
  if (name !== undefined)
    return jsonReply(
      200,
      views.filter((view) => view.JobName === name),
    );
  const conditions = conditionsOf(given.get('attributes') ?? '');
  if (conditions === undefined) return problem(400, 'The Attributes parameter is missing or not valid.');
  const page = Number(given.get('page') ?? 0);
  const size = Number(given.get('pagesize') ?? LONGEST_PAGE);
  if (![page, size].every((value) => Number.isInteger(value) && value >= 0)) {
    return problem(400, 'page and pagesize are whole numbers.');
  }
  const found = views.filter((view) => conditions.every((condition) => isMet(view, condition)));
  return jsonReply(200, found.slice(page * size, (page + 1) * size));
}
