import { readFile, writeFile } from 'node:fs/promises';
import getPort from 'get-port';
import { type Fault, inWaves, type Try } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { untilPending } from './pending.ts';
import { killed } from './processes.ts';
import { askToStop, stoppedTries } from './stopping.ts';

/** Runs a worker whose configuration names the vendor by another URL, for as long as `during` takes. */
async function withVendorAt(lab: FaultLab, url: string, during: () => Promise<unknown>): Promise<void> {
  const right = await readFile(lab.configuration.path, 'utf8');
  await writeFile(lab.configuration.path, right.replaceAll(lab.simulator.url, url));
  const worker = await lab.startWorker();
  try {
    await during();
  } finally {
    await killed(worker);
    await writeFile(lab.configuration.path, right);
  }
}

const failing = (activity: string, what: string) => ({
  what,
  activity,
  is: (pending: { failure?: string } | undefined) => pending?.failure !== undefined,
  withinMs: 120_000,
});

async function wave(lab: FaultLab, size: number, url: string): Promise<Try[]> {
  const jobs = await startAll(lab, () => 'endless', size);
  const [neverSent, others] = [jobs.filter((_, at) => at % 4 === 0), jobs.filter((_, at) => at % 4 !== 0)];
  const hitAt = Date.now();
  // Nothing of a start can have left: a stop then is exactly `neverStarted`.
  await withVendorAt(lab, url, async () => {
    await untilPending(lab, jobs, failing('startJob', 'starts cannot reach the vendor'));
    await Promise.all(neverSent.map((one) => askToStop(lab, one, 'request')));
    await untilClosed(lab, neverSent);
  });
  await killed(await startedWith(lab, others));
  await withVendorAt(lab, url, async () => {
    await untilPending(lab, others, failing('awaitJob', 'looks cannot reach the vendor'));
    await Promise.all(others.map((one) => askToStop(lab, one, 'request')));
    await untilPending(lab, others, failing('endJob', 'cancels cannot reach the vendor'));
  });
  const last = await lab.startWorker();
  await untilClosed(lab, jobs);
  await killed(last);
  const stopped = await stoppedTries(lab, others, hitAt, ['canceled']);
  return [...(await stoppedTries(lab, neverSent, hitAt, ['neverStarted'])), ...stopped];
}

async function startedWith(lab: FaultLab, jobs: readonly Started[]) {
  const worker = await lab.startWorker();
  await untilKnown(lab, jobs);
  return worker;
}

export const notReachable: Fault = {
  id: 'F26',
  title: 'refused connection, DNS failure',
  vendors: 'all',
  tries: { full: 40, short: 2 },
  async run(lab, context) {
    let waves = 0;
    const play = async (size: number) => {
      const closed = `https://127.0.0.1:${await getPort()}`;
      return await wave(lab, size, waves++ % 2 === 0 ? closed : 'https://vendor.invalid');
    };
    return await inWaves(context, play, Math.max(2, Math.ceil(context.tries / 2)));
  },
};
