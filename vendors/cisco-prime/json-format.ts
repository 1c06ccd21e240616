import { readJson } from '../answers.ts';
import type { Format } from './format.ts';

// In the language since ES2026, in Node since 22, in no `lib` of TypeScript yet.
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

export const json: Format = {
  suffix: '.json',
  accept: 'application/json',
  contentType: 'application/json',
  write: (payload) =>
    JSON.stringify(payload, (_key, value: unknown) => (typeof value === 'bigint' ? rawJSON(String(value)) : value)),
  read: readJson,
};
