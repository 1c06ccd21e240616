import type { Call } from '../core/call.ts';

export interface Address {
  service: 'common' | 'cmc.configurator';
  /** The path's parts after the service's version. */
  parts: string[];
  /** The path before them. */
  root: string;
}

/** 1.1 of the configurator has the same words about jobs. */
export const SERVICES = [
  { id: 'common', versions: ['1.0'] },
  { id: 'cmc.configurator', versions: ['1.0', '1.1'] },
] as const;

/** Undefined: no such service, or not in that version. */
export function addressOf({ path }: Call): Address | undefined {
  const [empty, api, service, version = '', ...parts] = path.split('/');
  const known = SERVICES.find(({ id, versions }) => id === service && versions.some((one) => one === version));
  if (empty !== '' || api !== 'api' || known === undefined) return undefined;
  return { service: known.id, parts: parts.filter((part) => part !== ''), root: `/api/${known.id}/${version}` };
}
