import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type Call, header } from '../core/call.ts';
import type { Tree } from './format.ts';

export type BodyResult = { tree: Tree } | { problem: 'malformed' | 'unsupported' };

// Entities of a document type are never expanded: that is the bomb's fuse.
const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false, processEntities: false });

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseXml(body: string): BodyResult {
  if (XMLValidator.validate(body) !== true) return { problem: 'malformed' };
  return { tree: parser.parse(body) as Tree };
}

function parseJson(body: string): BodyResult {
  try {
    const tree: unknown = JSON.parse(body);
    return isTree(tree) ? { tree } : { problem: 'malformed' };
  } catch {
    return { problem: 'malformed' };
  }
}

// What tools send when nobody told them a type; the content decides then.
const UNSAID = /^$|^text\/plain$|^application\/x-www-form-urlencoded$/;

/** The body as a tree, whether it came as XML or JSON. All its leaves may be texts. */
export function readBody(call: Call): BodyResult {
  const type = (header(call, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const body = call.body.trim();
  if (/[/+]json$/.test(type)) return parseJson(body);
  if (/[/+]xml$/.test(type)) return parseXml(body);
  if (!UNSAID.test(type)) return { problem: 'unsupported' };
  return body.startsWith('<') ? parseXml(body) : parseJson(body);
}

/** Follows names into a tree; undefined where the path ends early. */
export function inside(tree: unknown, ...names: string[]): unknown {
  let at = tree;
  for (const name of names) at = isTree(at) ? at[name] : undefined;
  return at;
}

/** A list that may have come as one single element, in XML or from a v1 client. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
