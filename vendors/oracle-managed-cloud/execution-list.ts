import { VendorError } from '../../contract/vendor-error.ts';
import { readShape, unexpected } from '../answers.ts';
import type { Errand, McsApi, Sent } from './api.ts';
import { type Execution, execution, executionRows } from './wire.ts';

const PAGE = 100;

export interface ExecutionList {
  rows: Execution[];
  /** When the vendor answered, by its own clock to the second; undefined where it does not say. */
  answeredAtMs: number | undefined;
}

/** All executions of an instance, in as many pages as the vendor makes of them. */
export async function listExecutions(api: McsApi, instanceId: string, errand: Errand): Promise<ExecutionList> {
  try {
    return await readPages(api, (paging) => api.list(instanceId, paging, errand));
  } catch (error) {
    // The vendor's list came later than the call that tells what conflicts might be with, which shows what is open.
    if (!(error instanceof VendorError) || error.type !== 'NotFound') throw error;
    return await readPages(api, (paging) => api.conflicts(instanceId, paging, errand));
  }
}

async function readPages(api: McsApi, ask: (paging: string) => Promise<Sent>): Promise<ExecutionList> {
  const rows = new Map<string, Execution>();
  let answeredAtMs: number | undefined;
  for (let offset = 0; ; ) {
    const sent = await ask(`offset=${offset}&limit=${PAGE}`);
    const { headers } = sent.answer;
    answeredAtMs ??= readTime(headers.get('date'));
    const page = api.read(sent, executionRows).map((row) => readShape(api.endpoint, sent.call, execution, row));
    const known = rows.size;
    for (const row of page) rows.set(row.id, row);
    offset += page.length;
    const total = readTotal(headers.get('x-total-rows-count'));
    if (page.length === 0 || (total !== undefined && offset >= total)) {
      if (total === undefined || rows.size >= total) break;
      throw unexpected(api.endpoint, sent.call, `${rows.size} rows of ${total} came`);
    }
    // Without a count, a page that brings nothing new is of a list that has no pages.
    if (rows.size > known) continue;
    if (total === undefined) break;
    throw unexpected(api.endpoint, sent.call, 'the same page came twice');
  }
  return { rows: [...rows.values()], answeredAtMs };
}

function readTotal(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

function readTime(text: string | null): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
