import type { RiverbedCmcOptions } from './options.ts';

/** The three ways in which a job names its appliances: it has exactly one of them. */
export const TARGET_KINDS = ['site_ids', 'appliance_serial_numbers', 'site_type_ids'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export interface Targets {
  kind: TargetKind;
  ids: (number | string)[];
}

export interface Site {
  id: number;
  typeId: number;
  serials: string[];
}

/** Every push to this appliance fails. */
export const UNREACHABLE_SERIAL = 'RV0013B';

const SITE_COUNT = 13;

function typeOf(siteId: number): number {
  if (siteId <= 9) return 1;
  return siteId <= 12 ? 2 : 3;
}

function siteOf(id: number): Site {
  const stem = `RV${String(id).padStart(4, '0')}`;
  return { id, typeId: typeOf(id), serials: [`${stem}A`, `${stem}B`] };
}

/** Branches 1 to 9 are of type 1, data centres 10 to 12 of type 2, the laboratory 13 of type 3. */
export const SITES: readonly Site[] = Array.from({ length: SITE_COUNT }, (_, index) => siteOf(index + 1));

function known({ kind, ids }: Targets): (string[] | undefined)[] {
  switch (kind) {
    case 'site_ids':
      return ids.map((id) => SITES.find((site) => site.id === id)?.serials);
    case 'appliance_serial_numbers':
      return ids.map((id) => SITES.flatMap((site) => site.serials).filter((serial) => serial === id)).map(notEmpty);
    case 'site_type_ids':
      return ids.map((id) => SITES.filter((site) => site.typeId === id).flatMap((site) => site.serials)).map(notEmpty);
  }
}

function notEmpty(serials: string[]): string[] | undefined {
  return serials.length === 0 ? undefined : serials;
}

/** What is made up where unknown targets are taken. */
function invented(kind: TargetKind, id: number | string): string[] {
  return typeof id === 'string' ? [id] : [`${kind === 'site_ids' ? 'RVS' : 'RVT'}${id}A`];
}

/** The serial numbers of the appliances that the targets stand for, or the first target that nobody knows. */
export function appliancesOf(
  targets: Targets,
  unknown: NonNullable<RiverbedCmcOptions['unknownTargets']>,
): string[] | { unknown: number | string } {
  const found = known(targets);
  const missing = targets.ids[found.indexOf(undefined)];
  if (missing !== undefined && unknown === 'refuse') return { unknown: missing };
  const serials = found.flatMap((some, index) => some ?? invented(targets.kind, targets.ids[index] ?? ''));
  return [...new Set(serials)];
}
