import { existsSync } from 'node:fs';
import { VENDORS } from '../../../vendors/registry.ts';
import { casesOf } from '../cases/index.ts';
import type { Subject } from '../subject.ts';
import type { Rows } from './row.ts';

const ROOT = new URL('../../../', import.meta.url);

export interface Coverage {
  /** Rows that nothing shows, with what they say. */
  missing: string[];
  /** Names of rows in cases, and of cases or files in rows, that do not exist. */
  wrong: string[];
}

/** Which rows of a vendor are shown by a case that really runs on it, or by a simulator's test. */
export function coverageOf(subject: Subject, rows: Rows): Coverage {
  const { vendor } = subject;
  const cases = casesOf(subject, VENDORS[vendor].capabilities);
  const named = new Set(cases.flatMap((each) => each.rows ?? []));
  const isShown = (shownBy: string) =>
    shownBy.endsWith('.test.ts')
      ? existsSync(new URL(shownBy, ROOT))
      : cases.some(({ name }) => name.startsWith(shownBy));
  const missing = Object.entries(rows)
    .filter(([id, [, , shownBy]]) => !named.has(id) && (shownBy === undefined || !isShown(shownBy)))
    .map(([id, [source, fact]]) => `${vendor} ${id} [${source}] ${fact}`);
  const unknown = [...named].filter((id) => !Object.hasOwn(rows, id)).map((id) => `${vendor}: no row ${id}`);
  const nobody = Object.entries(rows)
    .filter(([, [, , shownBy]]) => shownBy !== undefined && !isShown(shownBy))
    .map(([id, [, , shownBy]]) => `${vendor} ${id}: neither case nor file is ${shownBy}`);
  return { missing, wrong: [...unknown, ...nobody] };
}
