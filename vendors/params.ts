import type { z } from 'zod';
import { type Problem, show } from '../contract/request.ts';
import { params as ciscoPrime } from './cisco-prime/params.ts';
import { params as lenovoXclarity } from './lenovo-xclarity/params.ts';
import { params as oracleManagedCloud } from './oracle-managed-cloud/params.ts';
import { params as riverbedCmc } from './riverbed-cmc/params.ts';
import { params as symantecCcs } from './symantec-ccs/params.ts';

/** The operations of each vendor with the schemas of their parameters. Needs nothing that speaks HTTP. */
export const PARAMS = {
  'cisco-prime': ciscoPrime,
  'lenovo-xclarity': lenovoXclarity,
  'riverbed-cmc': riverbedCmc,
  'oracle-managed-cloud': oracleManagedCloud,
  'symantec-ccs': symantecCcs,
} as const satisfies Record<string, Record<string, z.ZodType>>;

export type VendorName = keyof typeof PARAMS;

/** The parameters in the operation's shape with its defaults, or every mistake in them. */
export function checkParams(
  vendor: VendorName,
  operation: string,
  params: unknown,
): { params: unknown } | { problems: Problem[] } {
  const operations: Readonly<Record<string, z.ZodType>> = PARAMS[vendor];
  const schema = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (schema === undefined) {
    const expected = `one of ${Object.keys(operations).join(', ')} for ${vendor}`;
    return { problems: [{ field: 'operation', found: show(operation), expected }] };
  }
  const parsed = schema.safeParse(params ?? {});
  if (parsed.success) return { params: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({
    field: ['params', ...path].join('.'),
    found: show(
      path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], params),
    ),
    expected: expectedFrom(message),
  }));
  return { problems };
}

/** zod says `Invalid input: expected string, received undefined`; what was found is said beside it. */
function expectedFrom(message: string): string {
  return message
    .replace(/^Invalid input: expected /, '')
    .replace(/, received .*$/, '')
    .replace(/^Invalid (?=\w)/, 'a valid ');
}
