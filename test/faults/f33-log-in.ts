import { isClosed } from '../../client/record.ts';
import { until } from '../harness/end-to-end-until.ts';
import { secretOf, userOf } from './configuration.ts';
import { type Fault, inWaves, type Try } from './fault.ts';
import { recordOf, startAll, untilAt, untilClosed } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { untilPending } from './pending.ts';
import { patchTruth } from './scripts.ts';
import { stopTruly } from './stopping.ts';

const failing = (what: string) => ({
  what,
  activity: 'awaitJob',
  is: (pending: { failure?: string } | undefined) => pending?.failure !== undefined,
});
/** Looks that must have gone well before the jobs count as seen: they come from two endpoints. */
const SEVERAL_LOOKS = 6;

/** Waits until looks have gone well since now, and every job's last one did. */
async function untilSeen(lab: FaultLab, jobs: readonly Started[], what: string): Promise<void> {
  const from = Date.now();
  const good = () => lab.simulator.ledger().calls.filter((call) => isGoodLook(call) && call.at > from);
  await until(what, () => good().length >= SEVERAL_LOOKS || undefined, good, 90_000);
  const isSeen = (pending: { failure?: string } | undefined) => pending !== undefined && pending.failure === undefined;
  await untilPending(lab, jobs, { what, activity: 'awaitJob', is: isSeen });
}

function isGoodLook({ kind, status }: { kind: string; status: number }): boolean {
  return kind === 'look' && status === 200;
}

/** The tokens end, and the password has changed: looks fail until it is right again, and no job ends over it. */
async function changePassword(lab: FaultLab, jobs: readonly Started[]): Promise<string[]> {
  const { control } = lab.simulator;
  for (const name of lab.endpoints) control({ do: 'setPassword', user: userOf(name), password: 'Another-1' });
  control({ do: 'expireTokens', which: 'all' });
  // A code or a session that outlives the password keeps its jobs in sight: that is as good.
  if (lab.vendor !== 'riverbed-cmc') await untilPending(lab, jobs, failing('looks fail for the password'));
  const over = await Promise.all(jobs.map(async (one) => isClosed(await recordOf(lab, one))));
  for (const name of lab.endpoints) control({ do: 'setPassword', user: userOf(name), password: secretOf(name) });
  await untilSeen(lab, jobs, 'looks see the jobs again');
  return over.some(Boolean) ? ['a job has ended over a wrong password'] : [];
}

/** No more sessions than one for as long as the tokens die again and again. */
async function limitSessions(lab: FaultLab, jobs: readonly Started[]): Promise<void> {
  const { control } = lab.simulator;
  control({ do: 'rateLimit', limits: { sessionsPerUser: 1 } });
  for (let times = 0; times < 3; times += 1) {
    control({ do: 'expireTokens', which: 'all' });
    await untilSeen(lab, jobs, 'looks go on within the limit of sessions');
  }
  control({ do: 'rateLimit', limits: { sessionsPerUser: -1 } });
}

async function wave(lab: FaultLab, size: number): Promise<Try[]> {
  const jobs = await startAll(lab, () => 'endless', size);
  await untilAt(lab, jobs, lab.driver.endless ?? 'running');
  const hitAt = Date.now();
  for (const which of ['access', 'all', 'access'] as const) {
    lab.simulator.control({ do: 'expireTokens', which });
    await untilSeen(lab, jobs, 'looks go on after the tokens have died');
  }
  const wrong = await changePassword(lab, jobs);
  await limitSessions(lab, jobs);
  const [stopped, others] = [jobs.filter((_, at) => at % 2 === 0), jobs.filter((_, at) => at % 2 === 1)];
  lab.simulator.control({ do: 'expireTokens', which: 'all' });
  await Promise.all(stopped.map((one) => stopTruly(lab, one)));
  await Promise.all(others.map((one) => patchTruth(lab, one, { end: 'succeeded' })));
  await untilClosed(lab, jobs);
  return jobs.map(({ job }, at) => ({ jobId: job.id, hitAt, ...(at === 0 && { wrong }) }));
}

export const logInTrouble: Fault = {
  id: 'F33',
  title:
    'log-in expires in mid-job, password changed in mid-job, session limit reached, tokens die with a vendor restart',
  vendors: 'all',
  tries: { full: 40, short: 4 },
  lab: () => ({ endpoints: 2 }),
  async run(lab, context) {
    await lab.startWorker();
    return await inWaves(context, (size) => wave(lab, size));
  },
};
