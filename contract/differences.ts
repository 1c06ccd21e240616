import { show } from './request.ts';

/** One field in which two requests differ; `undefined` where a side does not have it. */
export interface Difference {
  field: string;
  existing: unknown;
  requested: unknown;
}

/** Every field that differs, in dotted form; lists of one length are compared item by item. */
export function differencesOf(existing: unknown, requested: unknown, field = ''): Difference[] {
  if (existing === requested) return [];
  if (!isMembers(existing) || !isMembers(requested) || shapeOf(existing) !== shapeOf(requested)) {
    return [{ field, existing, requested }];
  }
  return Object.keys({ ...existing, ...requested }).flatMap((name) =>
    differencesOf(existing[name], requested[name], field === '' ? name : `${field}.${name}`),
  );
}

/** How a start is refused whose key belongs to a job with another request. */
export function conflictWords(jobId: string, differences: readonly Difference[]): string {
  const fields = differences.map((one) => `${one.field}: ${show(one.existing)} there, ${show(one.requested)} here`);
  return `${jobId} was started with another request: ${fields.join('; ') || 'it is not on record'}`;
}

type Members = Record<string, unknown>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function shapeOf(value: Members): string {
  return Array.isArray(value) ? `list of ${value.length}` : 'object';
}
