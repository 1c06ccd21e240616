import { XMLBuilder } from 'fast-xml-parser';
import { type Call, header, type Reply } from '../core/call.ts';

export type Format = 'xml' | 'json';

/** A document of the API: `@name` is an XML attribute, `$` an element's text, an array a repeated element. */
export type Tree = { [name: string]: unknown };

const XML_TYPES = /^(application|text)\/(xml|\*)$|^\*\/\*$/;
const JSON_TYPES = /^(application|text)\/(json|\*)$|^\*\/\*$/;

/** By the path's suffix, or else by what the client accepts; undefined: it accepts neither (406). XML unless told. */
export function formatOf(call: Call): Format | undefined {
  if (call.path.endsWith('.json')) return 'json';
  if (call.path.endsWith('.xml')) return 'xml';
  const types = (header(call, 'accept') ?? '*/*')
    .split(',')
    .map((type) => type.split(';')[0]?.trim().toLowerCase() ?? '');
  // In the client's order: the first type that can be served.
  for (const type of types) {
    if (XML_TYPES.test(type)) return 'xml';
    if (JSON_TYPES.test(type)) return 'json';
  }
  return undefined;
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '$',
  format: true,
  indentBy: '  ',
  suppressEmptyNode: true,
});

/** XML has no null and no list of nothing: what is undefined, null or empty is left out. */
function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
  return Object.fromEntries(entries.map(([name, part]) => [name, withoutBlanks(part)]));
}

export function render(tree: Tree, format: Format): { contentType: string; body: string } {
  const clean = withoutBlanks(tree) as Tree;
  if (format === 'json') return { contentType: 'application/json', body: JSON.stringify(clean, null, 2) };
  return { contentType: 'application/xml', body: `<?xml version="1.0" ?>\n${builder.build(clean)}` };
}

export function documentReply(status: number, tree: Tree, call: Call): Reply {
  return { status, ...render(tree, formatOf(call) ?? 'xml') };
}
