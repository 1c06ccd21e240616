import type { Call } from '../core/call.ts';

/** Undefined: no JSON. */
export function jsonOf({ body }: Call): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Undefined: no JSON object. */
export function objectOf(call: Call): Record<string, unknown> | undefined {
  const value = jsonOf(call);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}
