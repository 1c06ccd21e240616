import { createHash } from 'node:crypto';

/**
 * JSON with one form for equal values, after RFC 8785: no spaces, members sorted by name. So another SDK can make the
 * same digest. Throws for what is not JSON: a cycle, a bigint, nothing at all.
 */
export function canonicalJson(value: unknown): string {
  const plain: string | undefined = JSON.stringify(value);
  if (plain === undefined) throw new TypeError('not a JSON value');
  return write(JSON.parse(plain));
}

// Not a JSON.stringify over sorted objects: those list whole-number names first, whatever their order.
function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(',')}}`;
}

/** SHA-256 of the canonical JSON, in hex. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
