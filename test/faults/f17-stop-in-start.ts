import type { Fault, FaultContext, Try } from './fault.ts';
import { inWaves } from './fault.ts';
import { untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { untilPending } from './pending.ts';
import { type Action, script, startOf, untilHit } from './scripts.ts';
import { ASKERS, askToStop, stoppedTries, unlessTold } from './stopping.ts';

/** Each half has an endpoint of its own: the refusal that puts starts off holds all calls of its endpoint. */
const IN_CALL = 0;
const PUT_OFF = 1;
/** The start is carried out, or answered, that much later: long enough to be stopped meanwhile. */
const CALL_MS = 8_000;

async function startWith(lab: FaultLab, action: Action, at: number) {
  const order = lab.order('endless');
  const rule = script(lab, { match: startOf(lab, order), times: 'always', action });
  return { rule, started: await lab.place(order, {}, at) };
}

async function stopAll(
  lab: FaultLab,
  jobs: readonly Started[],
  { random }: FaultContext,
): Promise<Map<Started, string[]>> {
  const asked = await Promise.all(
    jobs.map(async (started) => [started, await askToStop(lab, started, random.pick(ASKERS))] as const),
  );
  await untilClosed(lab, jobs);
  const told = asked.map(async ([started, answer]) => [started, await unlessTold(lab, started, [answer])] as const);
  return new Map(await Promise.all(told));
}

/** Stops starts while their call is under way: what it makes comes back, and is stopped. */
async function inCall(lab: FaultLab, size: number, context: FaultContext): Promise<Try[]> {
  const actions = Array.from({ length: size }, () => ({
    do: 'delay' as const,
    ms: CALL_MS,
    when: context.random.pick(['before', 'after'] as const),
  }));
  const made = await Promise.all(actions.map((action) => startWith(lab, action, IN_CALL)));
  await untilHit(made.map(({ rule }) => rule));
  const hitAt = Date.now();
  const jobs = made.map(({ started }) => started);
  const told = await stopAll(lab, jobs, context);
  return withWords(await stoppedTries(lab, jobs, hitAt, ['canceled']), jobs, told);
}

/** Stops starts that the vendor has put off: nothing was accepted, and nothing may be any more. */
async function inBackOff(lab: FaultLab, size: number, context: FaultContext): Promise<Try[]> {
  // All calls leave before the first refusal is heard.
  const notNow: Action = [
    { do: 'delay', ms: 2_000, when: 'before' },
    { do: 'status', status: 503, headers: { 'retry-after': '30' }, when: 'before' },
  ];
  const made = await Promise.all(Array.from({ length: size }, () => startWith(lab, notNow, PUT_OFF)));
  const jobs = await untilPending(
    lab,
    made.map(({ started }) => started),
    {
      what: 'starts are put off',
      activity: 'startJob',
      is: (pending) => pending !== undefined && !pending.isUnderWay && pending.attempt > 1,
    },
  );
  const hitAt = Date.now();
  const told = await stopAll(lab, jobs, context);
  return withWords(await stoppedTries(lab, jobs, hitAt, ['neverStarted']), jobs, told);
}

function withWords(tries: readonly Try[], jobs: readonly Started[], more: Map<Started, string[]>): Try[] {
  return tries.map((one) => {
    const job = jobs.find((started) => started.job.id === one.jobId);
    return { ...one, wrong: [...(one.wrong ?? []), ...((job && more.get(job)) ?? [])] };
  });
}

export const stoppedInStart: Fault = {
  id: 'F17',
  title: 'stopped during the start, in a call and in back-off',
  vendors: 'all',
  tries: { full: 50, short: 4 },
  shortened: 'back-off of 30 s',
  lab: () => ({ endpoints: 2 }),
  async run(lab, context) {
    await lab.startWorker();
    const wave = async (size: number) => {
      const [first, second] = await Promise.all([
        inCall(lab, Math.ceil(size / 2), context),
        inBackOff(lab, Math.floor(size / 2), context),
      ]);
      lab.simulator.clearFaults();
      return [...first, ...second];
    };
    return await inWaves(context, wave, 50);
  },
};
