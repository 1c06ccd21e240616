import type { Found, StartContext } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand } from './api.ts';
import { readDate } from './dates.ts';
import { type ExecutionList, listExecutions } from './execution-list.ts';
import type { McsHandle } from './handle.ts';
import { madeAt } from './identity.ts';
import { look, scheduleOf } from './look.ts';
import type { RunConfig } from './params.ts';
import type { Reader } from './parts.ts';
import { stampSummary } from './start.ts';
import { isUnscheduled } from './states.ts';
import type { Execution } from './wire.ts';

/** The Date header tells whole seconds, and the vendor's clock may be set while we wait: this much earlier counts too. */
const MARGIN_MS = 2_000;

/** The execution that carries this start's mark in its summary, scheduled or not yet. */
export async function find(
  reader: Reader,
  { instanceId, summary }: RunConfig,
  context: StartContext,
): Promise<Found<McsHandle>[]> {
  const errand: Errand = { kind: 'start', signal: context.signal };
  const list = await listExecutions(reader.api, instanceId, errand);
  const ids = candidates(list, stampSummary(summary, context.stamp), context).map(({ id }) => id);
  const records = (await Promise.all(ids.map((id) => readRecord(reader, instanceId, id, errand)))).flat();
  const ours = withoutHalves(records.filter((record) => record.summary?.includes(context.stamp)));
  return await Promise.all(ours.map((record) => toFound(reader, instanceId, record, errand)));
}

/** None where the row is of another kind, a bounce or a patch, which is not known here: ours is a configuration. */
async function readRecord({ api }: Reader, instanceId: string, id: string, errand: Errand): Promise<Execution[]> {
  try {
    return [await api.execution(instanceId, id, errand)];
  } catch (error) {
    if (error instanceof VendorError && error.type === 'NotFound') return [];
    throw error;
  }
}

/** Rows that may be ours. A list need not show summaries; then only what is older than our wish is ruled out. */
function candidates(
  { rows, answeredAtMs }: ExecutionList,
  summary: string,
  { intendedAtMs, nowMs, stamp }: StartContext,
): Execution[] {
  const sinceMs = answeredAtMs === undefined ? undefined : answeredAtMs - (nowMs() - intendedAtMs) - MARGIN_MS;
  return rows.filter((row) => {
    // One that is cut short may have lost the mark.
    if (row.summary !== undefined) return row.summary.includes(stamp) || summary.startsWith(row.summary.slice(0, -3));
    const createdMs = readDate(row.createdOn);
    return createdMs === undefined || sinceMs === undefined || createdMs >= sinceMs;
  });
}

/** The other half of an activity may carry the same summary, and is no job of its own. */
function withoutHalves(records: readonly Execution[]): Execution[] {
  const own = new Set(records.map(({ id }) => id));
  const halves = new Set(records.flatMap(({ downStreamExecutions }) => downStreamExecutions.map(({ id }) => id)));
  return records.filter(
    ({ id, referenceExecutionId }) =>
      !halves.has(id) && (referenceExecutionId === undefined || !own.has(referenceExecutionId)),
  );
}

async function toFound(
  reader: Reader,
  instanceId: string,
  record: Execution,
  errand: Errand,
): Promise<Found<McsHandle>> {
  const handle = { instanceId, executionId: record.id, ...scheduleOf(record), ...madeAt(record) };
  const [reading] = await look(reader, [handle], errand);
  if (reading === undefined || reading instanceof Error) throw reading;
  const unfinished = isUnscheduled(record.subStatus) ? { unfinished: true as const } : {};
  return { handle, vendorJobId: record.id, reading, by: 'stamp', ...unfinished };
}
