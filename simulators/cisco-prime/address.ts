import type { Call } from '../core/call.ts';

export type ApiVersion = 1 | 2 | 3 | 4;

/** A call's place in the API. */
export interface Address {
  version: ApiVersion;
  /** `data` or `op`. */
  area: 'data' | 'op';
  /** What follows, without the format's suffix: `JobSummary`, `15`. */
  parts: string[];
  /** `https://host/webacs/api/v3/op`, as answers name it. */
  rootUrl: string;
  /** The request's own address, without the query. */
  requestUrl: string;
  /** `data/JobSummary/15`, as errors name it. */
  uriPath: string;
}

const API_PATH = /^\/webacs\/api\/v([1-4])\/(data|op)((?:\/[^/]+?)*?)(\.json|\.xml)?\/?$/;

/** Undefined: not a path of the API. */
export function addressOf(call: Call): Address | undefined {
  // As Tomcat does: public clients put a slash behind a base address that ends in one already.
  const match = API_PATH.exec(call.path.replace(/\/{2,}/g, '/'));
  if (match === null) return undefined;
  const [, version = '3', area = 'op', rest = ''] = match;
  return {
    version: Number(version) as ApiVersion,
    area: area as Address['area'],
    parts: rest.split('/').filter((part) => part !== ''),
    rootUrl: `${call.origin}/webacs/api/v${version}/${area}`,
    requestUrl: `${call.origin}${call.path}`,
    uriPath: `${area}${rest}`,
  };
}

/**
 * v1 shows a list of one as the thing itself. Assumption for v2, which no source shows: as v3, whose cancelrunning page
 * says "not been modified since the previous API version".
 */
export function nestedList<Item>(version: ApiVersion, items: Item[]): Item | Item[] {
  const [only] = items;
  return version === 1 && items.length === 1 && only !== undefined ? only : items;
}
