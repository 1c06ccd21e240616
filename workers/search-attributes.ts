import type { Connection } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { INDEXED_VALUE_TYPES, SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';

/** The server lacks search attributes: an upsert of a missing one would block every job for ever. */
export class MissingSearchAttributes extends Error {
  override readonly name = 'MissingSearchAttributes';

  constructor(namespace: string, missing: readonly [string, string][]) {
    const flags = missing.map(([name, type]) => `--name ${name} --type ${type}`).join(' ');
    super(
      `namespace ${namespace} lacks the search attributes ${missing.map(([name]) => name).join(', ')}, or has them with another type; add them with\n` +
        `  temporal operator search-attribute create --namespace ${namespace} ${flags}`,
    );
  }
}

/** Throws `MissingSearchAttributes`, with the command that adds them, unless all are there in their types. */
export async function checkSearchAttributes(
  connection: NativeConnection | Connection,
  namespace: string,
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(
    ([name, type]) => customAttributes[name] !== INDEXED_VALUE_TYPES[type],
  );
  if (missing.length > 0) throw new MissingSearchAttributes(namespace, missing);
}
