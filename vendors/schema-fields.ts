import type { JsonSchema } from './describe-vendor.ts';

/** A field of a schema for people. */
export interface SchemaField {
  /** Its path: `devices[].id`, `variables.<name>`. */
  name: string;
  type: string;
  required: boolean;
  /** As JSON, where there is one. */
  default?: string;
  description?: string;
}

/** All fields at any depth, a parent before what is in it. */
export function schemaFields(schema: JsonSchema): SchemaField[] {
  return fieldsBelow('', schema, { definitions: schema.$defs ?? {}, open: [] });
}

/** The alternatives of a schema that is a choice, and else the schema alone. */
export function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf ?? [schema];
}

interface Place {
  definitions: Readonly<Record<string, JsonSchema>>;
  /** The definitions that we are inside of: a schema that holds itself is told once. */
  open: readonly string[];
}

const ANY_JSON = 'any JSON';

function fieldsBelow(path: string, schema: JsonSchema, place: Place): SchemaField[] {
  const { target, inside } = resolved(schema, place);
  if (target === undefined || isAnyJson(target)) return [];
  if (target.type === 'array') return fieldsBelow(`${path}[]`, itemsOf(target), inside);
  const prefix = path === '' ? '' : `${path}.`;
  const named = Object.entries(target.properties ?? {}).flatMap(([name, below]) =>
    fieldWithParts(`${prefix}${name}`, asSchema(below), (target.required ?? []).includes(name), inside),
  );
  const rest = target.additionalProperties;
  return typeof rest === 'object' ? [...named, ...fieldWithParts(`${prefix}<name>`, rest, false, inside)] : named;
}

function fieldWithParts(name: string, schema: JsonSchema, required: boolean, place: Place): SchemaField[] {
  const field: SchemaField = {
    name,
    type: typeOf(schema, place),
    required,
    ...(schema.default !== undefined && { default: JSON.stringify(schema.default) }),
    ...(schema.description !== undefined && { description: schema.description }),
  };
  return [field, ...fieldsBelow(name, schema, place)];
}

/** Follows a reference; no target where it leads back into what is being told. */
function resolved(schema: JsonSchema, place: Place): { target?: JsonSchema; inside: Place } {
  const name = schema.$ref?.replace('#/$defs/', '');
  if (name === undefined) return { target: schema, inside: place };
  const target = place.definitions[name];
  if (target === undefined || place.open.includes(name)) return { inside: place };
  return { target, inside: { ...place, open: [...place.open, name] } };
}

/** zod's schema of any JSON value is a choice of all types; no choice of ours has null. */
function isAnyJson({ anyOf }: JsonSchema): boolean {
  return anyOf?.some(({ type }) => type === 'null') === true;
}

function typeOf(schema: JsonSchema, place: Place): string {
  const { target, inside } = resolved(schema, place);
  if (target === undefined) return 'object like the one that it is in';
  if (isAnyJson(target)) return ANY_JSON;
  if (target.anyOf !== undefined) return target.anyOf.map((one) => typeOf(one, inside)).join(' or ');
  if (target.enum !== undefined) return target.enum.map((value) => `\`${value}\``).join(' or ');
  if (target.type === 'array') return `list${rangeOf(target)} of ${typeOf(itemsOf(target), inside)}`;
  if (target.type === 'string') return textType(target);
  if (target.type === 'integer') return `whole number${rangeOf(target)}`;
  return `${String(target.type)}${rangeOf(target)}`;
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'ISO 8601 date and time with offset',
  uuid: 'GUID',
  uri: 'URL',
};

function textType({ format, pattern, maxLength }: JsonSchema): string {
  if (format !== undefined) return FORMATS[format] ?? format;
  if (pattern !== undefined) return `text like \`${pattern}\``;
  return maxLength === undefined ? 'text' : `text of at most ${maxLength} characters`;
}

/** Bounds that say something, in brackets after a blank: ` (1 to 100)`. */
function rangeOf({ minimum, exclusiveMinimum, maximum, minItems, maxItems }: JsonSchema): string {
  const least = minimum ?? minItems;
  const greatest = maximum ?? maxItems;
  // zod bounds every whole number by what a double can hold.
  const isBounded = greatest !== undefined && greatest !== Number.MAX_SAFE_INTEGER;
  if (least !== undefined && isBounded) return ` (${least} to ${greatest})`;
  const bounds = [
    least !== undefined && `at least ${least}`,
    typeof exclusiveMinimum === 'number' && `above ${exclusiveMinimum}`,
    isBounded && `at most ${greatest}`,
  ].filter((bound) => typeof bound === 'string');
  return bounds.length === 0 ? '' : ` (${bounds.join(', ')})`;
}

function itemsOf({ items }: JsonSchema): JsonSchema {
  return Array.isArray(items) ? {} : asSchema(items);
}

/** JSON Schema allows `true` for a schema that takes anything. */
function asSchema(schema: unknown): JsonSchema {
  return typeof schema === 'object' && schema !== null ? (schema as JsonSchema) : {};
}
