import { setTimeout as sleep } from 'node:timers/promises';
import { parseDuration } from '../../contract/duration.ts';
import { type Fault, type FaultContext, inWaves, type Try } from './fault.ts';
import { recordOf, untilAt, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { patchTruth, unlessVerdict } from './scripts.ts';
import { ASKERS, askToStop, unlessTold } from './stopping.ts';

/** The stop and what it races with are so far apart at most. */
const APART_MS = 600;
const EXPIRES_IN = '25 seconds';

/** What a stop races with, and how it may then end. */
const RACES = {
  succeeded: ['canceled', 'finishedFirst'],
  failed: ['canceled', 'finishedFirst'],
  // Who canceled it, nobody can tell any more once both have; without a stop in time it has no verdict.
  canceled: ['canceled', 'no verdict'],
  expiry: ['canceled'],
} as const;
type Race = keyof typeof RACES;

async function race(lab: FaultLab, started: Started, against: Race, { random }: FaultContext): Promise<Try> {
  const [stopIn, otherIn] = [random.below(APART_MS), random.below(APART_MS)];
  const asker = random.pick(ASKERS);
  const untilExpiry = await msUntilExpiry(lab, started, against);
  const hitAt = Date.now();
  const stopping = sleep(untilExpiry + stopIn).then(() => askToStop(lab, started, asker).catch(orClosed));
  if (against !== 'expiry') {
    await sleep(otherIn);
    await patchTruth(lab, started, { end: against });
  }
  const answer = await stopping;
  await untilClosed(lab, [started]);
  const told = await unlessTold(lab, started, [answer]);
  return {
    jobId: started.job.id,
    hitAt,
    wrong: [...(await unlessVerdict(lab, started, verdictsOf(against))), ...told],
  };
}

/** A job that was over before it was asked to stop has no verdict. */
function verdictsOf(against: Race): string[] {
  return [...RACES[against], ...(against === 'expiry' ? [] : ['no verdict'])];
}

/** An update that comes after the close finds nobody. */
function orClosed(error: Error): undefined {
  if (/not found|already completed|NotFound/i.test(`${error.name} ${error.message}`)) return undefined;
  throw error;
}

/** So that the stop is asked for a little before or after the time is up. */
async function msUntilExpiry(lab: FaultLab, started: Started, against: Race): Promise<number> {
  if (against !== 'expiry') return 0;
  const { startedAt } = await recordOf(lab, started);
  const expiresAt = Date.parse(startedAt) + (parseDuration(EXPIRES_IN) ?? 0);
  return Math.max(0, expiresAt - Date.now() - APART_MS / 2);
}

export const stopRaces: Fault = {
  id: 'F21',
  title: "stop racing with the vendor's own finish, the expiry, or a cancel in the vendor's console",
  vendors: 'all',
  tries: { full: 50, short: 4 },
  shortened: `expiry after ${EXPIRES_IN}`,
  async run(lab, context) {
    await lab.startWorker();
    const races = Object.keys(RACES) as Race[];
    const wave = async (size: number) => {
      const against = Array.from({ length: size }, (_, index) => races[index % races.length] ?? 'expiry');
      const jobs = await Promise.all(
        against.map((one) => lab.start('endless', one === 'expiry' ? { expiresIn: EXPIRES_IN } : {})),
      );
      const [early, late] = [
        jobs.filter((_, at) => against[at] === 'expiry'),
        jobs.filter((_, at) => against[at] !== 'expiry'),
      ];
      await untilAt(lab, late, lab.driver.endless ?? 'running');
      return await Promise.all(
        [...early, ...late].map((one) => race(lab, one, against[jobs.indexOf(one)] ?? 'expiry', context)),
      );
    };
    return await inWaves(context, wave, 50);
  },
};
