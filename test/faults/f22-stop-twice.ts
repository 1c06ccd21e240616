import type { StopAnswer } from '../../contract/messages.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { startAll, truthOf, untilAt, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { cancelsOf, unlessVerdict } from './scripts.ts';
import { askToStop, unlessTold, updateToStop } from './stopping.ts';

type Answers = (StopAnswer | undefined)[];

/** Ways to ask for one stop twice. All askers are to get the same answer, and the vendor one cancel. */
const WAYS: ((lab: FaultLab, started: Started) => Promise<Answers>)[] = [
  async function requestThenUpdate(lab, started) {
    await askToStop(lab, started, 'request');
    return [await askToStop(lab, started, 'update')];
  },
  async function updateThenRequest(lab, started) {
    const updating = askToStop(lab, started, 'update');
    await askToStop(lab, started, 'request');
    return [await updating];
  },
  (lab, started) => Promise.all([askToStop(lab, started, 'update'), askToStop(lab, started, 'request')]),
  (lab, { job }) => Promise.all([updateToStop(lab, job.id, 'one'), updateToStop(lab, job.id, 'other')]),
  (lab, started) => Promise.all([askToStop(lab, started, 'client'), askToStop(lab, started, 'client')]),
  async function requestTwice(lab, started) {
    await Promise.all([askToStop(lab, started, 'request'), askToStop(lab, started, 'request')]);
    return [];
  },
];

async function stopTwice(lab: FaultLab, started: Started, way: (typeof WAYS)[number]): Promise<Try> {
  const truth = await truthOf(lab, started);
  const hitAt = Date.now();
  const answers = await way(lab, started);
  await untilClosed(lab, [started]);
  const cancels = cancelsOf(lab, truth);
  const wrong = [
    ...(await unlessVerdict(lab, started, ['canceled'])),
    ...(await unlessTold(lab, started, answers)),
    ...(cancels.length === 1 ? [] : await toldOf(lab, started, cancels)),
  ];
  return { jobId: started.job.id, hitAt, wrong };
}

/** That the vendor has heard it more than once, or never; and why attempts have failed, as the history tells it. */
async function toldOf(lab: FaultLab, { job }: Started, cancels: readonly string[]): Promise<string[]> {
  const { events } = await lab.reeve.client.workflow.getHandle(job.id).fetchHistory();
  const failures = (events ?? []).flatMap(({ activityTaskStartedEventAttributes: started }) =>
    started?.lastFailure ? [`attempt ${started.attempt} after "${started.lastFailure.message}"`] : [],
  );
  const told = [...cancels, ...failures].join(', ');
  return [`the vendor was asked to cancel it ${cancels.length} times: ${told}`];
}

export const stoppedTwice: Fault = {
  id: 'F22',
  title: 'stop asked twice, by request and update in both orders',
  vendors: 'all',
  tries: { full: 50, short: 6 },
  async run(lab, context) {
    await lab.startWorker();
    const wave = async (size: number) => {
      const jobs = await startAll(lab, () => 'endless', size);
      await untilAt(lab, jobs, lab.driver.endless ?? 'running');
      return await Promise.all(
        jobs.map((one, index) => stopTwice(lab, one, WAYS[index % WAYS.length] ?? context.random.pick(WAYS))),
      );
    };
    return await inWaves(context, wave, 50);
  },
};
