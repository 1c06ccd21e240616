import type { CallContext, Started } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, PrimeApi } from './api.ts';
import { isLongId, type PrimeHandle } from './handle.ts';
import { readingOf } from './look.ts';
import { type Row, readRows } from './rows.ts';

type Ids = Readonly<Record<string, string | number>>;
const KNOWN = ['jobName', 'jobId', 'runId'];

/** Takes a job by its name, its id or its latest run's id; where several are given they must be of one job. */
export async function adopt(api: PrimeApi, ids: Ids, { signal }: CallContext): Promise<Started<PrimeHandle>> {
  const { jobName, jobId, runId } = checkIds(ids);
  const errand = { kind: 'start', signal } as const;
  const named =
    jobName === undefined
      ? await (jobId === undefined ? byRun(api, runId ?? '', errand) : byJob(api, jobId, errand))
      : { jobName };
  const handle: PrimeHandle = {
    ...named,
    ...(jobId === undefined ? {} : { jobId }),
    ...(runId === undefined ? {} : { runId }),
  };
  const row = await readRow(api, handle, errand);
  if (jobId !== undefined && jobName !== undefined && row['@id'] !== jobId)
    throw new VendorError('InvalidRequest', `adopt: job ${jobName} has the id ${row['@id']}, not ${jobId}`);
  return { handle, vendorJobId: handle.jobName, reading: readingOf(row, handle) };
}

function checkIds(ids: Ids): { jobName?: string; jobId?: string; runId?: string } {
  const texts = Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, String(value)]));
  const wrong = Object.keys(texts).filter((name) => !KNOWN.includes(name));
  const isGood = (name: string) => texts[name] === undefined || isLongId(texts[name]);
  if (wrong.length > 0 || Object.keys(texts).length === 0 || !isGood('jobId') || !isGood('runId')) {
    const found = JSON.stringify(ids).slice(0, 200);
    throw new VendorError(
      'InvalidRequest',
      `adopt: found ${found}, expected jobName, or jobId or runId as whole numbers, of one job`,
    );
  }
  return texts;
}

async function readRow(api: PrimeApi, handle: PrimeHandle, errand: Errand): Promise<Row> {
  const row = (await readRows(api, [handle], errand)).of(handle);
  if (row instanceof Error) throw row;
  return row;
}

/** runhistory is where Prime says which job has an id; it lists none that never ran, so JobSummary is asked then. */
async function byJob(api: PrimeApi, jobId: string, errand: Errand): Promise<{ jobName: string }> {
  const past = await api.history({ jobId }, errand);
  const known = past.find((job) => job.jobId === jobId) ?? (await api.summaryOf(jobId, errand)).rows[0];
  if (known?.jobName === undefined) throw new VendorError('NotFound', `${api.endpoint}: Prime knows no job ${jobId}`);
  return { jobName: known.jobName };
}

async function byRun(api: PrimeApi, runId: string, errand: Errand): Promise<{ jobName: string; jobId?: string }> {
  const { rows } = await api.summaries({ runId }, errand);
  const row = rows.find((each) => each.runId === runId);
  if (row?.jobName !== undefined) return { jobName: row.jobName, ...(row['@id'] ? { jobId: row['@id'] } : {}) };
  throw new VendorError('NotFound', `${api.endpoint}: Prime shows no job whose latest run is ${runId}`);
}
