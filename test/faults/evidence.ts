import { WorkflowNotFoundError } from '@temporalio/client';
import { isClosed, readRecord } from '../../client/record.ts';
import { endOf } from '../../client/result.ts';
import type { Outcome } from '../../contract/job.ts';
import { fetchHistories, formsOf, type Recorded, textOf } from '../harness/end-to-end-histories.ts';
import { secretOf, userOf } from './configuration.ts';
import { type Counts, count, isOpen, type JobEvidence } from './count.ts';
import type { Allowances, Try } from './fault.ts';
import { storyOf } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { replayAll } from './replay.ts';

/**
 * Collects what a cell has left behind, and judges it.
 * @param keep is given every history of ours
 */
export async function judge(
  lab: FaultLab,
  tries: readonly Try[],
  { allows = {}, keep }: { allows?: Allowances; keep?: (recorded: readonly Recorded[]) => void },
): Promise<Counts> {
  const jobs = await Promise.all(lab.started.map((one) => evidenceOf(lab, one)));
  const counts = count({ ledger: lab.simulator.ledger(), jobs, tries, allows });
  counts.problems.push(...(await storiesOf(lab, jobs)));
  const recorded = await fetchHistories(lab.reeve.client);
  const ours = recorded.filter(isOurs);
  keep?.(ours);
  const wrong = await replayAll(ours);
  counts.nonDeterministic += wrong.length;
  counts.problems.push(...wrong.map((words) => `nonDeterministic: ${words}`));
  const written = [...recorded.map(({ history }) => textOf(history)), ...lab.workers.map(({ output }) => output())];
  const found = secretsIn(lab, written);
  counts.secrets += found.length;
  counts.problems.push(...found.map((endpoint) => `secrets: that of ${endpoint} is in a history or a log`));
  return counts;
}

/** How far the stuck ones came: the lab is gone when the report is read. */
async function storiesOf(lab: FaultLab, jobs: readonly JobEvidence[]): Promise<string[]> {
  const open = lab.started.filter(({ job }) => jobs.some(({ jobId, status }) => jobId === job.id && isOpen(status)));
  return await Promise.all(open.slice(0, 3).map(async (one) => `stuck: ${JSON.stringify(await storyOf(lab, one))}`));
}

/** Somebody's own workflow that has jobs as its children is not ours to replay. */
function isOurs({ history }: Recorded): boolean {
  return history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name !== 'parent';
}

/** The endpoints whose secret stands somewhere in the texts, in whatever form. */
export function secretsIn({ endpoints }: Pick<FaultLab, 'endpoints'>, texts: readonly string[]): string[] {
  return endpoints.filter((name) => {
    const forms = formsOf({ name: userOf(name), password: secretOf(name) });
    return forms.some((form) => texts.some((text) => text.includes(form)));
  });
}

async function evidenceOf(lab: FaultLab, { job, mark, adopted, onStop }: Started): Promise<JobEvidence> {
  const { client } = lab.reeve;
  const known = { jobId: job.id, mark, ...(adopted !== undefined && { adopted }), ...(onStop && { onStop }) };
  try {
    const record = readRecord(await client.workflow.getHandle(job.id).describe());
    const closed = isClosed(record);
    const error = closed && record.status !== 'COMPLETED' ? await endOf(client, job.id) : undefined;
    const outcome: Outcome | undefined = record.outcome;
    return {
      ...known,
      status: record.status,
      ...(error !== undefined && { failure: error.type }),
      ...(outcome !== undefined && { outcome }),
      ...(record.vendorJobId !== undefined && { vendorJobId: record.vendorJobId }),
      ...(record.closedAt !== undefined && { closedAt: Date.parse(record.closedAt) }),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { ...known, status: 'MISSING' };
    throw error;
  }
}
