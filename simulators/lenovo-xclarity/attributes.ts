import type { Call } from '../core/call.ts';

/** `state=Running,uuid=…`: public clients put a comma where an ampersand belongs. */
export function filtersOf({ query }: Call): Map<string, string> {
  const filters = new Map<string, string>();
  for (const [name, value] of query) {
    const [first = '', ...more] = value.split(/,(?=\w+=)/);
    filters.set(name, first.trim());
    for (const pair of more) {
      const [key = '', text = ''] = pair.split('=');
      filters.set(key, text.trim());
    }
  }
  return filters;
}

/** With includeAttributes only those, with excludeAttributes all the others. */
export function trimmed(view: Record<string, unknown>, filters: Map<string, string>): Record<string, unknown> {
  const included = filters.get('includeAttributes')?.split(',');
  const excluded = filters.get('excludeAttributes')?.split(',') ?? [];
  const names = Object.keys(view).filter((name) => !excluded.includes(name) && (included?.includes(name) ?? true));
  return Object.fromEntries(names.map((name) => [name, view[name]]));
}
