import { Document, isMap, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { ConfigurationError } from '../../vendors/configuration.ts';
import { isVendorName, VENDORS } from '../../vendors/registry.ts';
import { fieldSets } from './schema-questions.ts';
import type { Answers, Existing } from './typed.ts';

/** One endpoint as it is to be written. */
export interface NewEndpoint extends Answers {
  /** As `reeve.yaml` names it. */
  ca?: string;
  /** Of a certificate that was trusted on first use. */
  trusted?: { fingerprint: string; on: string };
}

const HEAD = ` Configuration of a Reeve worker: \`reeve worker -c FILE\`. \`reeve init\` adds an endpoint.
 Secrets stand in the environment or in files, never in here: \${env:NAME} or \${file:PATH} (relative to this file).`;
const INSTALLATION = ' Part of the mark that Reeve leaves at vendors: no two installations may have the same name.';
/** Long lines stay as they are, ours and the owner's. */
const AS_IT_IS = { lineWidth: 0 };

/** What a configuration has already. Throws `ConfigurationError` where it is none. */
export function existingIn(text: string, path: string): Existing {
  const document = parsed(text, path);
  const endpoints = endpointsIn(document, path)?.items.map(nameOf) ?? [];
  return { endpoints, hasInstallation: document.has('installation') };
}

/** A configuration with one endpoint. */
export function newConfiguration(endpoint: NewEndpoint): string {
  const document = new Document({ installation: endpoint.installation, endpoints: {} });
  const [installation, endpoints] = (document.contents as YAMLMap<Scalar, unknown>).items;
  document.commentBefore = HEAD;
  if (installation) installation.key.commentBefore = INSTALLATION;
  if (endpoints) {
    endpoints.key.spaceBefore = true;
    const map = endpoints.value as YAMLMap;
    map.flow = false;
    map.items.push(endpointPair(document, endpoint));
  }
  return document.toString(AS_IT_IS);
}

/** The configuration with the endpoint in it, in place of one of its name, with all its comments. */
export function withEndpoint(text: string, path: string, endpoint: NewEndpoint): string {
  const document = parsed(text, path);
  const pair = endpointPair(document, endpoint);
  const map = endpointsIn(document, path);
  if (endpoint.installation !== undefined) document.set('installation', endpoint.installation);
  if (map === undefined) {
    const created = document.createNode({}) as YAMLMap;
    created.items.push(pair);
    document.set('endpoints', created);
    return document.toString(AS_IT_IS);
  }
  // `{}` would go on in flow style, which holds no comments.
  map.flow = false;
  const place = map.items.findIndex((item) => nameOf(item) === endpoint.name);
  const before = map.items[place];
  if (before === undefined) {
    pair.key.spaceBefore = map.items.length > 0;
    map.items.push(pair);
  } else {
    // What is said about the endpoint itself stays.
    Object.assign(pair.key, commentsOf(before.key));
    const after = commentsAfter(before.value);
    if (pair.value !== null && after.length > 0) pair.value.comment = after.join('\n');
    map.items[place] = pair;
  }
  return document.toString(AS_IT_IS);
}

function commentsOf(key: unknown): Pick<Scalar, 'commentBefore' | 'spaceBefore'> {
  const { commentBefore, spaceBefore } = key as Scalar;
  return { ...(commentBefore && { commentBefore }), ...(spaceBefore && { spaceBefore }) };
}

/** The comments after the last line of a node: what stands there before the next endpoint, the parser counts to this one. */
function commentsAfter(node: unknown): string[] {
  if (!isMap(node)) return [];
  const last = commentsAfter(node.items.at(-1)?.value);
  return node.comment ? [...last, node.comment] : last;
}

function parsed(text: string, path: string): Document {
  const document = parseDocument(text);
  if (document.errors.length === 0) return document;
  const problems = document.errors.map(({ message }) => message);
  throw new ConfigurationError(path, problems);
}

function endpointsIn(document: Document, path: string): YAMLMap | undefined {
  const isEmpty = document.contents === null;
  const endpoints = isMap(document.contents) ? document.get('endpoints') : undefined;
  if (isMap(endpoints)) return endpoints;
  const is = isEmpty || (isMap(document.contents) && (endpoints === undefined || endpoints === null));
  if (is) return undefined;
  throw new ConfigurationError(path, ['endpoints: expected a map of endpoints by their names']);
}

function nameOf({ key }: Pair): string {
  return String((key as Scalar).value);
}

/** The credentials last, and the comments before them: one at the end would be taken for the next endpoint's. */
function endpointPair(document: Document, endpoint: NewEndpoint): Pair<Scalar, YAMLMap> {
  const { name, vendor, url, credentials, settings, ca, trusted } = endpoint;
  const allowHttp = url.startsWith('http:') && { allowHttp: true };
  const fields = { vendor, url, ...allowHttp, ...(ca !== undefined && { ca }), ...settings, credentials };
  const pair = document.createPair(name, fields) as Pair<Scalar, YAMLMap>;
  comment(pair, 'allowHttp', [' The password and all answers travel in the clear.']);
  comment(pair, 'credentials', [
    ...optionalLines(vendor, Object.keys(settings)),
    ' A user for Reeve alone: a lost start is found again by it.',
  ]);
  if (trusted !== undefined) {
    comment(pair, 'ca', [
      ` Its own certificate, trusted on first use on ${trusted.on}. SHA-256:`,
      ` ${trusted.fingerprint}`,
    ]);
  }
  return pair;
}

function comment(pair: Pair<Scalar, YAMLMap>, field: string, lines: readonly string[]): void {
  const item = pair.value?.items.find((one) => nameOf(one) === field);
  if (item !== undefined) (item.key as Scalar).commentBefore = lines.join('\n');
}

/** What may be set too, with the value that it has when it is not. */
function optionalLines(vendor: string, set: readonly string[]): string[] {
  if (!isVendorName(vendor)) return [];
  const { settings, requestsPerSecond } = VENDORS[vendor];
  const own = fieldSets(settings)
    .flat()
    .filter((field) => field.default !== undefined && !set.includes(field.name))
    .map((field) => ` ${field.name}: ${JSON.stringify(field.default)}`);
  const rate = requestsPerSecond === undefined ? '' : `requestsPerSecond: ${requestsPerSecond}, `;
  return [
    ' More can be set; these are the defaults. See docs/vendors.md and docs/operations.md.',
    ...own,
    ' timeout: 30s',
    ` limits: { ${rate}sessions: 5, workers: 1 }`,
    ' intervals: { least: 5s, greatest: 5 minutes, stop: 2s }',
    // So that the lines stand apart from what comes next.
    '',
  ];
}
