import type { Call, Reply } from '../core/call.ts';
import type { Address, ApiVersion } from './address.ts';
import type { Entity, EntityType } from './entities.ts';
import { badRequest, noSuchEntity } from './errors.ts';
import { fieldsOf, filtersOf, matchesFilters } from './filters.ts';
import { documentReply, type Tree } from './format.ts';
import { inside } from './request-body.ts';

const DEFAULT_PAGE = 100;
export const LONGEST_PAGE = 1000;

interface Page {
  first: number;
  size: number;
}

/** `Range: instances=0-3`, which the query's own parameters override. */
function pageOf(call: Call): Page | undefined {
  const range = /^instances=(\d+)-(\d+)$/.exec(String(call.headers.range ?? ''));
  const fromRange =
    range === null ? undefined : { first: Number(range[1]), size: Number(range[2]) - Number(range[1]) + 1 };
  const given = (name: string, otherwise: number) => Number(call.query.get(name) ?? otherwise);
  const first = given('.firstResult', fromRange?.first ?? 0);
  const size = given('.maxResults', fromRange?.size ?? DEFAULT_PAGE);
  if (![first, size].every((value) => Number.isInteger(value) && value >= 0)) return undefined;
  return { first, size: Math.min(size, LONGEST_PAGE) };
}

function sorted(entities: Entity[], sort: string | null): Entity[] {
  if (sort === null) return entities;
  const field = sort.replace(/^[-+ ]/, '');
  const sign = sort.startsWith('-') ? -1 : 1;
  const key = ({ fields }: Entity) => String(inside(fields, ...field.split('.')) ?? '');
  return entities.toSorted((a, b) => sign * key(a).localeCompare(key(b), 'en', { numeric: true }));
}

function entityUrl({ rootUrl }: Address, type: EntityType, id: string): string {
  return `${rootUrl}/${type.name}/${id}`;
}

function fullEntity(address: Address, type: EntityType, { id, displayName, fields }: Entity): Tree {
  return {
    '@dtoType': type.dtoName,
    '@type': type.name,
    '@url': entityUrl(address, type, id),
    [type.dtoName]: { '@displayName': displayName, '@id': id, ...fields },
  };
}

function entityId(address: Address, type: EntityType, { id, displayName }: Entity): Tree {
  return { '@type': type.name, '@url': entityUrl(address, type, id), '@displayName': displayName, $: id };
}

function responseHead(address: Address, type: EntityType, responseType: string): Tree {
  const { requestUrl, rootUrl } = address;
  return { '@type': type.name, '@responseType': responseType, '@requestUrl': requestUrl, '@rootUrl': rootUrl };
}

function selected(type: EntityType, query: URLSearchParams, version: ApiVersion, utcOffsetMinutes: number): Entity[] {
  const filters = filtersOf(query, utcOffsetMinutes);
  const filtered = new Set(filters.map((filter) => filter.field));
  const isOr = query.get('.or_filter') === 'true';
  const entities = type
    .list(version)
    .filter((entity) => !type.isLeftOut?.(entity, filtered) && matchesFilters(entity.fields, filters, isOr));
  return sorted(entities, query.get('.sort'));
}

function unknownField(type: EntityType, query: URLSearchParams): string | undefined {
  const sort = query.get('.sort')?.replace(/^[-+ ]/, '');
  const fields = [...fieldsOf(query), ...(sort === undefined ? [] : [sort])];
  return fields.find((field) => !type.fieldNames.includes(field.split('.')[0] ?? ''));
}

/** GET data/{type}: ids only, or with `.full=true` the entities themselves. */
export function answerList(call: Call, address: Address, type: EntityType, utcOffsetMinutes: number): Reply {
  const unknown = unknownField(type, call.query);
  if (unknown !== undefined) return badRequest(call, `No such attribute as ${unknown} in ${type.name}.`);
  const page = pageOf(call);
  if (page === undefined) return badRequest(call, 'Invalid paging parameters.');
  const all = selected(type, call.query, address.version, utcOffsetMinutes);
  const shown = all.slice(page.first, page.first + page.size);
  const isFull = call.query.get('.full') === 'true';
  const last = page.first + shown.length - 1;
  const queryResponse = {
    ...responseHead(address, type, responseTypeOf(address, shown, isFull)),
    '@count': String(all.length),
    ...(shown.length === 0 ? {} : { '@first': String(page.first), '@last': String(last) }),
    ...(shown.length === 0 ? {} : listed(address, type, shown, isFull)),
  };
  const reply = documentReply(200, { queryResponse }, call);
  if (call.headers.range === undefined || shown.length === 0) return reply;
  return { ...reply, headers: { 'content-range': `instances ${page.first}-${last}/${all.length}` } };
}

/** Servers of the v4 era answer "no results" as if one entity had been asked for. Assumption: in v4 alone. */
function responseTypeOf({ version }: Address, shown: Entity[], isFull: boolean): string {
  if (version === 4 && shown.length === 0) return 'getEntity';
  return isFull ? 'listEntityInstances' : 'listEntityIds';
}

function listed(address: Address, type: EntityType, shown: Entity[], isFull: boolean): Tree {
  return isFull
    ? { entity: shown.map((entity) => fullEntity(address, type, entity)) }
    : { entityId: shown.map((entity) => entityId(address, type, entity)) };
}

/** GET data/{type}/{id}. */
export function answerEntity(call: Call, address: Address, type: EntityType, id: string): Reply {
  const found = type.list(address.version).find((entity) => entity.id === id);
  if (found === undefined) return noSuchEntity(call, type.name, id);
  const head = responseHead(address, type, 'getEntity');
  return documentReply(200, { queryResponse: { ...head, entity: [fullEntity(address, type, found)] } }, call);
}
