import { setTimeout as sleep } from 'node:timers/promises';
import { eachOf } from '../each-of.ts';
import { startWaiting } from '../jobs.ts';
import type { Lab } from '../lab.ts';
import { startMeter } from '../meter.ts';
import { untilQuiet } from '../quiet.ts';
import type { Context } from '../scenario.ts';
import { terminateAll } from './waiting-jobs.ts';

const AT_ONCE = 50;
/** Of the jobs' checks at the endpoint `checked`: two minutes see as many as an hour does by default. */
const FOR_MS = 120_000;

export interface Check {
  /** Of the server. */
  writes: number;
  /** Of worker and server. */
  cpuMs: number;
}

/**
 * What it costs each time that a parked job makes sure of its sweeper: by default that is once in half an hour, which no
 * measurement waits for. What else happens while jobs wait is counted with it.
 */
export async function costOfCheck(lab: Lab, context: Context): Promise<Check> {
  const worker = await lab.startWorker();
  const jobs = context.of({ full: 1_000, short: 0 });
  context.say(`${jobs} that make sure of their sweeper every minute`);
  const ids = await startWaiting(lab, 'checked', jobs);
  const attempts = async () => {
    const each = await eachOf(jobs, AT_ONCE, (index) => attemptsOf(lab, ids[index] ?? ''));
    return each.reduce((total, one) => total + one, 0);
  };
  const before = await attempts();
  const meter = await startMeter(lab, [worker]);
  await sleep(FOR_MS);
  const { serverWrites, serverCpuMs, workerCpuMs } = await meter.read();
  const checks = (await attempts()) - before;
  context.say(`${checks} checks, ${serverWrites} server writes`);
  await terminateAll(lab, `ReeveEndpoint = 'checked'`);
  await lab.kill(worker);
  await untilQuiet(lab);
  return { writes: serverWrites / checks, cpuMs: (serverCpuMs + workerCpuMs) / checks };
}

async function attemptsOf({ reeve }: Lab, id: string): Promise<number> {
  const { raw } = await reeve.client.workflow.getHandle(id).describe();
  return raw.pendingActivities?.[0]?.attempt ?? 0;
}
