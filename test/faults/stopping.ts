import { isClosed } from '../../client/record.ts';
import { STOP_JOB, type StopAnswer } from '../../contract/messages.ts';
import type { Try } from './fault.ts';
import { recordOf } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { unlessVerdict } from './scripts.ts';

/** Who may ask for a stop: Reeve's client, Temporal's own cancel (the Web UI's button), or the update alone. */
export const ASKERS = ['client', 'request', 'update'] as const;
export type Asker = (typeof ASKERS)[number];

/** Asks for a stop, and answers what the asker was told; a bare cancel request is told nothing. */
export async function askToStop(lab: FaultLab, { job }: Started, how: Asker): Promise<StopAnswer | undefined> {
  const handle = lab.reeve.client.workflow.getHandle(job.id);
  switch (how) {
    case 'client':
      return await job.stop({ by: 'the matrix', confirmWithin: '5 minutes' });
    case 'request':
      await handle.cancel();
      return undefined;
    case 'update':
      return await updateToStop(lab, job.id, 'stop');
  }
}

export function updateToStop(lab: FaultLab, jobId: string, updateId: string): Promise<StopAnswer> {
  const handle = lab.reeve.client.workflow.getHandle(jobId);
  return handle.executeUpdate<StopAnswer, [{ by: string }]>(STOP_JOB, { updateId, args: [{ by: 'the matrix' }] });
}

/** What an asker was told must be how the job ended. */
export async function unlessTold(
  lab: FaultLab,
  started: Started,
  answers: readonly (StopAnswer | undefined)[],
): Promise<string[]> {
  const { outcome } = await recordOf(lab, started);
  return answers.flatMap((answer) =>
    answer === undefined || answer.verdict === (outcome?.verdict ?? 'finishedFirst')
      ? []
      : [`an asker was told ${answer.verdict}, and the job ended with ${outcome?.verdict ?? 'no verdict'}`],
  );
}

/** Asks again where the vendor has refused: its fault is over now. */
export async function stopTruly(lab: FaultLab, started: Started): Promise<StopAnswer> {
  for (let more = 4; ; more -= 1) {
    const answer = await started.job.stop({ by: 'the matrix', confirmWithin: '5 minutes' });
    const isDenied = answer.verdict === 'refused' || answer.verdict === 'unsupported';
    if (!isDenied || more === 0 || isClosed(await recordOf(lab, started))) return answer;
  }
}

/** The tries of jobs that were to end with one of these verdicts. */
export function stoppedTries(
  lab: FaultLab,
  jobs: readonly Started[],
  hitAt: number,
  wanted: readonly string[],
): Promise<Try[]> {
  return Promise.all(
    jobs.map(async (started) => ({ jobId: started.job.id, hitAt, wrong: await unlessVerdict(lab, started, wanted) })),
  );
}
