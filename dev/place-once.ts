import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { lock } from 'proper-lockfile';
import type { CachedProgram } from './cache.ts';
import { faultOf } from './check.ts';
import { type Progress, reporting } from './progress.ts';

/** Fills a program's folder. When another process has taken the work over, `signal` aborts. */
export type Fill = (folder: string, signal: AbortSignal) => Promise<void>;

// Renewed every 5 s by its holder: a lock that was not, for so long, belongs to a dead process.
const staleAfterMs = 15_000;

/** Fills the program's folder once, however many processes want it at the same time. */
export async function placeOnce(
  program: CachedProgram,
  fill: Fill,
  progress: Progress,
  staleMs = staleAfterMs,
): Promise<void> {
  await mkdir(dirname(program.folder), { recursive: true });
  const lost = new AbortController();
  const release = await takeLock(program.folder, lost, progress, staleMs);
  try {
    if (await isReady(program)) return;
    await removePartials(program.folder);
    await fillAndRename(program, fill, lost.signal);
  } finally {
    // A lock that was lost is someone else's by now.
    if (!lost.signal.aborted) await release();
  }
}

async function fillAndRename(program: CachedProgram, fill: Fill, signal: AbortSignal): Promise<void> {
  const { folder, path, check } = program;
  const partial = `${folder}${partialMark}${process.pid}-${Date.now()}`;
  try {
    await mkdir(partial);
    await fill(partial, signal);
    const fault = await faultOf(join(partial, relative(folder, path)), check);
    if (fault) throw new Error(`what came cannot be used: ${fault}`);
    // A folder cannot be renamed over one that is there, and what is there was found broken.
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  } catch (error) {
    // While this process slept, another may have taken the lock over and finished the work.
    if (!(signal.aborted && (await isReady(program)))) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function isReady({ path, check }: CachedProgram): Promise<boolean> {
  return (await faultOf(path, check)) === '';
}

async function takeLock(folder: string, lost: AbortController, progress: Progress, staleMs: number) {
  const options = {
    realpath: false,
    stale: staleMs,
    update: staleMs / 3,
    onCompromised: (error: Error) => lost.abort(`lost the lock: ${error.message}`),
  };
  try {
    return await lock(folder, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
  }
  const waiting = 'another process is getting it; waiting for that';
  progress(waiting);
  const retries = { forever: true, factor: 1, minTimeout: 500, maxTimeout: 500 };
  const take = () => lock(folder, { ...options, retries });
  return reporting(progress, () => waiting, take);
}

const partialMark = '.partial-';

/** Removes what a killed process left behind. */
async function removePartials(folder: string): Promise<void> {
  const cache = dirname(folder);
  for (const name of await readdir(cache)) {
    if (name.startsWith(`${basename(folder)}${partialMark}`)) await rm(join(cache, name), { recursive: true });
  }
}
