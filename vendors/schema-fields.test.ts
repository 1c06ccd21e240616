import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { alternatives, schemaFields } from './schema-fields.ts';

const fields = (schema: z.ZodType) => schemaFields(z.toJSONSchema(schema, { io: 'input' }));
const typeOf = (schema: z.ZodType) => fields(z.strictObject({ field: schema }))[0]?.type;

test.each([
  ['text', z.string()],
  ['text of at most 9 characters', z.string().max(9)],
  ['text like `^a$`', z.string().regex(/^a$/)],
  ['GUID', z.guid()],
  ['URL', z.url()],
  ['ISO 8601 date and time with offset', z.iso.datetime({ offset: true })],
  ['`a` or `b`', z.enum(['a', 'b'])],
  ['boolean', z.boolean()],
  ['whole number (at least 0)', z.int().nonnegative()],
  ['whole number (1 to 100)', z.int().min(1).max(100)],
  ['number (above 0, at most 5)', z.number().positive().max(5)],
  ['list of text', z.array(z.string())],
  ['list (1 to 3) of whole number (at least 0)', z.array(z.int().nonnegative()).min(1).max(3)],
  ['whole number (at least 0) or text', z.union([z.int().nonnegative(), z.string()])],
  ['any JSON', z.json()],
])('%s', (words, schema) => {
  expect(typeOf(schema)).toBe(words);
});

test('tells what is required, defaults and descriptions, at any depth and in order', () => {
  const inner = z.strictObject({ id: z.string(), more: z.record(z.string(), z.boolean()).default({}) });
  const schema = z.strictObject({
    list: z.array(inner).describe('The things.'),
    count: z.int().min(1).max(9).default(3),
    note: z.string().optional(),
  });
  expect(fields(schema)).toEqual([
    { name: 'list', type: 'list of object', required: true, description: 'The things.' },
    { name: 'list[].id', type: 'text', required: true },
    { name: 'list[].more', type: 'object', required: false, default: '{}' },
    { name: 'list[].more.<name>', type: 'boolean', required: false },
    { name: 'count', type: 'whole number (1 to 9)', required: false, default: '3' },
    { name: 'note', type: 'text', required: false },
  ]);
});

test('tells a schema that holds itself once', () => {
  const node: z.ZodType = z.strictObject({ name: z.string(), children: z.lazy(() => z.array(node)).optional() });
  expect(fields(z.strictObject({ root: node })).map(({ name, type }) => [name, type])).toEqual([
    ['root', 'object'],
    ['root.name', 'text'],
    ['root.children', 'list of object like the one that it is in'],
  ]);
});

test('the alternatives of a choice, each with its own fields', () => {
  const choice = z.union([z.strictObject({ code: z.string() }), z.strictObject({ file: z.string() })]);
  const names = alternatives(z.toJSONSchema(choice)).map((one) => schemaFields(one).map(({ name }) => name));
  expect(names).toEqual([['code'], ['file']]);
});
