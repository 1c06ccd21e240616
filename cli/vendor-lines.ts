import type { Capabilities } from '../contract/vendor.ts';
import { CAPABILITY_WORDS, withMeaning } from '../vendors/capability-words.ts';
import type { JsonSchema, VendorDescription } from '../vendors/describe-vendor.ts';
import { alternatives, type SchemaField, schemaFields } from '../vendors/schema-fields.ts';
import { tableOf } from './table.ts';

const LEGEND = ['find', 'cancel', 'suspend'] as const satisfies (keyof Capabilities)[];

/** All vendors in one table: what differs by operation, and lists, go on below. */
export function vendorTable(vendors: readonly VendorDescription[]): string {
  const { find, cancel, suspend, percent, adopt, login } = CAPABILITY_WORDS;
  const heads = ['Vendor', 'Operation', find.title, cancel.title, 'In one call', suspend.title];
  const head = [...heads, percent.title, adopt.title, login.title].map((title) => title.toUpperCase());
  return tableOf(head, vendors.flatMap(rowsOf));
}

function rowsOf({ vendor, capabilities, operations }: VendorDescription): string[][] {
  const { find, cancel, looksInOneCall, cancelsInOneCall, suspend, percent, adopt, login } = capabilities;
  const names = Object.keys(operations);
  const columns = [
    [vendor],
    names,
    names.map((operation) => find[operation] ?? 'none'),
    [cancel],
    [counted(looksInOneCall, 'look'), counted(cancelsInOneCall, 'cancel')],
    [suspend],
    [percent ? 'yes' : 'no'],
    adopt,
    login,
  ];
  const height = Math.max(...columns.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => columns.map((column) => column[line] ?? ''));
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** What the table's words mean: those that stand in it. */
export function legend(vendors: readonly VendorDescription[]): string[] {
  return LEGEND.flatMap((field) => {
    const { title, about, meanings = {}, tell } = CAPABILITY_WORDS[field];
    const used = new Set(vendors.flatMap(({ capabilities }) => tell(capabilities).map(({ value }) => value)));
    const known = Object.entries(meanings).filter(([value]) => used.has(value));
    return [`${title}: ${about}`, ...known.map(([value, meaning]) => `  ${value.padEnd(10)}${meaning}`)];
  });
}

/** One vendor with everything that is declared of it, its operations' parameters included. */
export function vendorLines(description: VendorDescription): string[] {
  const { vendor, capabilities, operations, settings, credentials, defaultPort, requestsPerSecond } = description;
  const declared = Object.values(CAPABILITY_WORDS).flatMap((words) => {
    const told = words.tell(capabilities).map((one) => withMeaning(words, one));
    return aligned(words.title, told.length === 0 ? ['none known'] : told);
  });
  return [
    vendor,
    ...declared,
    ...aligned('Calls a second', [requestsPerSecond === undefined ? 'no limit known' : `${requestsPerSecond}`]),
    ...aligned('Port', [defaultPort === undefined ? "the scheme's" : `${defaultPort}`]),
    ...Object.entries(operations).flatMap(([name, schema]) => ['', `Operation ${name}`, ...fieldLines(schema)]),
    '',
    'Settings of an endpoint in reeve.yaml, beside those that all vendors have',
    ...fieldLines(settings),
    ...alternatives(credentials).flatMap((schema, index) => [
      '',
      index === 0 ? 'Credentials of an endpoint' : 'Or',
      ...fieldLines(schema),
    ]),
  ];
}

const TITLE_WIDTH = Math.max(...Object.values(CAPABILITY_WORDS).map(({ title }) => title.length)) + 2;

function aligned(title: string, values: readonly string[]): string[] {
  return values.map((value, index) => `  ${(index === 0 ? title : '').padEnd(TITLE_WIDTH)}${value}`);
}

function fieldLines(schema: JsonSchema): string[] {
  const fields = schemaFields(schema);
  if (fields.length === 0) return ['  none'];
  const width = Math.max(...fields.map(({ name }) => name.length)) + 2;
  return fields.flatMap((field) => [
    `  ${field.name.padEnd(width)}${field.type}${presence(field)}`,
    ...(field.description === undefined ? [] : [`  ${' '.repeat(width)}${field.description}`]),
  ]);
}

function presence({ required, default: preset }: SchemaField): string {
  if (required) return '; required';
  return preset === undefined ? '' : `; default ${preset}`;
}
