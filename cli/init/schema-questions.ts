import { z } from 'zod';
import { SECRET_FIELD } from '../../vendors/secrets.ts';

/** A field of a vendor's credentials or settings, as far as a question needs it. */
export interface Field {
  name: string;
  isRequired: boolean;
  /** Its value is a reference, never the secret itself. */
  isSecret: boolean;
  /** The only values that it may have. */
  choices?: readonly string[];
  description?: string;
  /** The value that it has where it is left out. */
  default?: unknown;
  schema: z.ZodType;
}

/** The sets of fields that a schema takes: one for each member of a union. */
export function fieldSets(schema: z.ZodType): Field[][] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => fieldSets(option as z.ZodType));
  if (!(schema instanceof z.ZodObject)) return [[]];
  return [Object.entries(schema.shape).map(([name, field]) => fieldOf(name, field as z.ZodType))];
}

/** The set that these names are most likely meant for; undefined where they tell nothing. */
export function likeliest(sets: readonly Field[][], names: readonly string[]): Field[] | undefined {
  if (sets.length === 1) return sets[0];
  const matches = sets.map((set) => set.filter(({ name }) => names.includes(name)).length);
  const best = Math.max(...matches);
  return best === 0 ? undefined : sets[matches.indexOf(best)];
}

/** What a set asks for, as its fields are typed: `username=…, password=…`. */
export function wordsOf(set: readonly Field[]): string {
  return set
    .filter(({ isRequired }) => isRequired)
    .map(({ name }) => `${name}=…`)
    .join(', ');
}

function fieldOf(name: string, schema: z.ZodType): Field {
  const left = schema.safeParse(undefined);
  const inner = withoutWrapping(schema);
  return {
    name,
    isRequired: !left.success,
    isSecret: SECRET_FIELD.test(name),
    ...(inner instanceof z.ZodEnum && { choices: inner.options.map(String) }),
    ...(schema.description !== undefined && { description: schema.description }),
    ...(left.data !== undefined && { default: left.data }),
    schema,
  };
}

function withoutWrapping(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional)
    return withoutWrapping(schema.unwrap() as z.ZodType);
  return schema;
}
