import { z } from 'zod';
import { show } from '../../contract/request.ts';
import type { CallContext, Started } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import { readJson, readShape } from '../answers.ts';
import type { Call } from '../http.ts';
import { lookAtRuns } from './look.ts';
import { type CcsHandle, readRun } from './reading.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { BASE, runShape, unwrapRun, writeOperation } from './wire.ts';

/** Executes a job; the answer holds the run that this has made. */
export async function startRun(session: Session, jobId: string, { signal }: CallContext): Promise<Started<CcsHandle>> {
  const { endpoint } = session;
  const call: Call = {
    kind: 'start',
    method: 'POST',
    path: `${BASE}/jobs/${jobId}`,
    headers: { 'content-type': 'application/json' },
    body: writeOperation('execute'),
    changes: true,
    signal,
  };
  const answer = await session.send(call);
  if (answer.status < 200 || answer.status > 299) throw refusal(endpoint, call, answer);
  const run = readShape(endpoint, call, runShape, unwrapRun(readJson(endpoint, call, answer)));
  return { handle: { jobId, runId: run.JobRunID }, vendorJobId: run.JobRunID, reading: readRun(run) };
}

const adoptable = z.strictObject({ jobId: z.guid().toLowerCase(), runId: z.guid().toLowerCase() });

/** Takes a run that is there already. */
export async function adoptRun(
  session: Session,
  ids: Readonly<Record<string, string | number>>,
  { signal }: CallContext,
): Promise<Started<CcsHandle>> {
  const handle = adoptable.safeParse(ids).data;
  if (handle === undefined) {
    const expected = 'expected jobId and runId, the GUIDs of the job and of its run (CCS finds a run by its job only)';
    throw new VendorError('InvalidRequest', `${session.endpoint}: adopt: ${expected}; found ${show(ids)}`);
  }
  const [looked] = await lookAtRuns(session, [handle], { kind: 'start', signal });
  if (looked === undefined || looked instanceof Error) throw looked;
  return { handle, vendorJobId: handle.runId, reading: looked };
}
