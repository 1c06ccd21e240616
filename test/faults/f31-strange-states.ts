import { setTimeout as sleep } from 'node:timers/promises';
import { isClosed } from '../../client/record.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { each, recordOf, untilClosed, untilKnown } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { patchTruth, script, startOf } from './scripts.ts';
import { stopTruly } from './stopping.ts';
import type { FaultedVendor } from './vendors.ts';

type Shown = Record<'queued' | 'running' | 'unknown', Record<string, unknown>>;

/** Fields by which each vendor shows a state. */
const SHOWN: Readonly<Record<FaultedVendor, Shown>> = {
  'cisco-prime': {
    queued: { jobStatus: 'SCHEDULED', runStatus: 'PENDING_EXECUTION' },
    running: { jobStatus: 'SCHEDULED', runStatus: 'RUNNING' },
    unknown: { jobStatus: 'BEWITCHED', runStatus: 'BEWITCHED' },
  },
  'symantec-ccs': { queued: { Status: 1 }, running: { Status: 2 }, unknown: { Status: 99 } },
  'lenovo-xclarity': {
    queued: { status: 'Pending' },
    running: { status: 'Running' },
    unknown: { status: 'Bewitched' },
  },
  'riverbed-cmc': {
    queued: { job_status: 'Queued' },
    running: { job_status: 'InProgress' },
    unknown: { job_status: 'Bewitched' },
  },
  'oracle-managed-cloud': {
    queued: { subStatus: 'Ready For Execution', workflowStatus: 'scheduled' },
    running: { subStatus: 'Execution In Progress', workflowStatus: 'in progress' },
    unknown: { subStatus: 'Bewitched', workflowStatus: 'bewitched' },
  },
};

const LOST_AFTER_MS = 6_000;
/** Long enough for several looks at intervals of one to two seconds. */
const SEVERAL_LOOKS_MS = 5_000;

/** Jobs that are made within seconds of each other are not told apart by their times. */
const LONG_AFTER_MS = 12_000;

async function show(lab: FaultLab, started: Started, state: keyof Shown): Promise<void> {
  await patchTruth(lab, started, { set: SHOWN[lab.vendor][state] });
  const expected = state === 'unknown' ? 'running' : state;
  await each(lab, [started], `shown as ${expected}`, 60_000, (record) => record.state === expected);
}

/** What the vendor does with a job that was started well, and how the job is to end: by a true stop, or as lost. */
const STORIES = {
  async backwards(lab: FaultLab, started: Started) {
    for (const state of ['running', 'queued', 'running', 'queued'] as const) await show(lab, started, state);
    await stopTruly(lab, started);
  },
  async unknown(lab: FaultLab, started: Started) {
    await show(lab, started, 'unknown');
    await sleep(SEVERAL_LOOKS_MS);
    await stopTruly(lab, started);
  },
  async hidden(lab: FaultLab, started: Started) {
    await stopTruly(lab, started);
  },
  async vanished(lab: FaultLab, started: Started) {
    await patchTruth(lab, started, { vanish: true });
  },
  async givenAway(lab: FaultLab, started: Started) {
    await each(lab, [started], 'looked at', 60_000, (record) => record.state === (lab.driver.endless ?? 'running'));
    await sleep(LONG_AFTER_MS);
    await patchTruth(lab, started, { replace: true });
    await each(lab, [started], 'lost', LOST_AFTER_MS * 3, isClosed).catch(() => undefined);
    // Where that shows at its end only, the other one's end must not be told as ours.
    if (!isClosed(await recordOf(lab, started))) await patchTruth(lab, started, { end: 'succeeded' });
  },
} as const;
type Story = keyof typeof STORIES;

async function play(lab: FaultLab, story: Story, at: number): Promise<Try> {
  const order = lab.order('endless');
  if (story === 'hidden') {
    script(lab, { match: startOf(lab, order), action: { do: 'setJob', patch: { hideMs: LOST_AFTER_MS / 2 } } });
  }
  const started = await lab.place(order, {}, at);
  await untilKnown(lab, [started]);
  const hitAt = Date.now();
  await STORIES[story](lab, started);
  await untilClosed(lab, [started], 90_000);
  const { outcome, status } = await recordOf(lab, started);
  const isLost = status === 'FAILED' && !['failed', 'canceled'].includes(outcome?.state ?? 'failed');
  const wanted = story === 'vanished' || story === 'givenAway' ? isLost : outcome?.verdict === 'canceled';
  const wrong = wanted ? [] : [`${story}: ${status} with ${outcome?.verdict}, ${outcome?.state}: ${outcome?.message}`];
  return { jobId: started.job.id, hitAt, wrong };
}

export const strangeStates: Fault = {
  id: 'F31',
  title: 'a state that goes backwards or is unknown, a job that vanishes, 404 just after the start, an id given away',
  vendors: 'all',
  tries: { full: 40, short: 5 },
  shortened: 'lostAfter 6 s instead of 3 minutes',
  allows: { lost: 'the vendor says for longer than lostAfter that it does not know the job, or shows another one' },
  lab: () => ({ endpoints: 5, fields: { lostAfter: `${LOST_AFTER_MS / 1000}s` } }),
  async run(lab, context) {
    await lab.startWorker();
    const stories = Object.keys(STORIES) as Story[];
    const wave = async (size: number) => {
      const tries = await Promise.all(
        Array.from({ length: size }, (_, at) => play(lab, stories[at % stories.length] ?? 'unknown', at)),
      );
      lab.simulator.clearFaults();
      return tries;
    };
    return await inWaves(context, wave);
  },
};
