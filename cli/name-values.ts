import { show } from '../contract/request.ts';
import { BadInput } from './bad-input.ts';

/** Reads `name=text` and, where JSON is allowed, `name:=JSON`; each name once. */
export function readNameValues(option: string, items: readonly string[], allowsJson: boolean): Record<string, unknown> {
  const values = new Map<string, unknown>();
  for (const item of items) {
    const [name, value] = readNameValue(option, item, allowsJson);
    if (values.has(name)) throw new BadInput({ field: option, found: `${name} twice`, expected: 'each name once' });
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

function readNameValue(option: string, item: string, allowsJson: boolean): [name: string, value: unknown] {
  const expected = allowsJson ? 'name=text or name:=JSON' : 'name=text';
  const match = /^([^:=\s]+)(:?=)(.*)$/s.exec(item);
  if (match === null || (match[2] === ':=' && !allowsJson))
    throw new BadInput({ field: option, found: show(item), expected });
  const [, name = '', sign, text = ''] = match;
  return [name, sign === '=' ? text : readJson(`${option} ${name}`, text)];
}

/** JSON that somebody typed. */
export function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadInput({ field, found: show(text), expected: `JSON (${(error as Error).message})` });
  }
}
