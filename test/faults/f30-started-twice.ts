import { isClosed } from '../../client/record.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { each, recordOf, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { type Action, script, startOf } from './scripts.ts';

const WAVE = 20;

/** In turns the answer comes, and is lost. */
const TWICE: readonly Action[] = [
  [{ do: 'twice' }],
  [{ do: 'twice' }, { do: 'reset', when: 'after' }],
  [{ do: 'twice' }, { do: 'status', status: 500, when: 'after' }],
];

/**
 * Where the answer was lost too, nobody can tell which of the two was meant: all of them must be named. Where the
 * second one can never run, a record of Oracle's without a schedule, taking over either is right.
 */
async function wrongIn(lab: FaultLab, { job, mark }: Started, isLost: boolean): Promise<string[]> {
  const { outcome, verdict } = await recordOf(lab, { job, mark, endpoint: '' });
  const made = lab.simulator.ledger().jobs.filter(({ content = '', startRequests }) => {
    return startRequests > 0 && content.includes(mark);
  });
  if (made.length < 2) return [`the vendor made ${made.length} jobs, and was to make two`];
  if (!isLost || made.filter(({ startedAt }) => startedAt !== undefined).length < 2) return [];
  const { candidates = [] } = outcome ?? {};
  return candidates.length === made.length
    ? []
    : [`${made.length} jobs were made, ${candidates.length} are named; ${verdict ?? outcome?.state}`];
}

export const startedTwice: Fault = {
  id: 'F30',
  title: 'the vendor starts twice for one request',
  vendors: 'all',
  tries: { full: 30, short: 6 },
  allows: {
    doubled: 'one request made both, and its answer names one: what else it made carries nothing of ours',
  },
  lab: ({ tries }) => ({ endpoints: Math.min(tries, WAVE) }),
  async run(lab, context) {
    await lab.startWorker();
    const wave = async (size: number): Promise<Try[]> => {
      const hitAt = Date.now();
      const made = await Promise.all(
        Array.from({ length: size }, async (_, at) => {
          const order = lab.order('short');
          const action = TWICE[at % TWICE.length] ?? [{ do: 'twice' }];
          script(lab, { match: startOf(lab, order), action });
          return { started: await lab.place(order, {}, at), isLost: at % TWICE.length > 0 };
        }),
      );
      const jobs = made.map(({ started }) => started);
      await each(lab, jobs, 'started', 400_000, (record) => record.vendorJobId !== undefined || isClosed(record));
      await untilClosed(lab, jobs);
      lab.simulator.clearFaults();
      return await Promise.all(
        made.map(async ({ started, isLost }) => ({
          jobId: started.job.id,
          hitAt,
          wrong: await wrongIn(lab, started, isLost),
          ...(isLost && { ambiguous: 'the answer was lost too: nobody can tell which of the two was meant' }),
        })),
      );
    };
    return await inWaves(context, wave, WAVE);
  },
};
