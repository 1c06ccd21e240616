import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executableFile } from './check.ts';
import type { Maker } from './makers.ts';
import { type Progress, reporting } from './progress.ts';
import { type Ran, run } from './run.ts';

export type OfficialProgram = 'temporal' | 'temporal-test-server';

const probeMs = 3000;
const stalledAfterMs = 15_000;

// In a process of its own, which can be killed: a name look-up on a network that drops packets cannot be given up.
const probe = `
  const signal = AbortSignal.timeout(${probeMs});
  await fetch('https://temporal.download/', { method: 'HEAD', redirect: 'manual', signal }).catch((error) => {
    console.error(error.cause?.message || error.message);
    process.exit(1);
  });
  process.exit(0);`;

/** Temporal's official download, by the SDK's own routine. */
export function officialDownload(program: OfficialProgram, version: string): Maker {
  return {
    name: 'official download',
    async lacks(progress) {
      progress(`trying the official download of v${version}`);
      const args = ['--input-type=module', '--eval', probe];
      // The SDK obeys proxy variables; Node does so only when told.
      const probed = await run(process.execPath, args, { env: { NODE_USE_ENV_PROXY: '1' }, timeoutMs: probeMs + 1000 });
      return probed.ok ? '' : `cannot be reached: ${probed.tail.trim().split('\n').at(-1) || probed.why}`;
    },
    fill: (folder, signal, progress) => download(program, version, folder, signal, progress),
  };
}

async function download(
  program: OfficialProgram,
  version: string,
  folder: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<void> {
  const script = import.meta.url.endsWith('.ts') ? './download-process.ts' : './download-process.js';
  const args = [fileURLToPath(new URL(script, import.meta.url)), program, folder, `v${version}`];
  const fetched = await untilStalled(folder, signal, progress, (stop) => run(process.execPath, args, { signal: stop }));
  if (!fetched.ok) throw new Error(`failed: ${fetched.why}\n    ${fetched.tail.trim().split('\n').at(-1)}`);
  // The SDK's name for the file carries the version.
  const [file] = await readdir(folder);
  if (!file) throw new Error('left no file behind');
  await rename(join(folder, file), join(folder, executableFile(program)));
}

/** Ends the download when its file stops growing: the SDK itself has no time-out. */
async function untilStalled(
  folder: string,
  signal: AbortSignal,
  progress: Progress,
  work: (stop: AbortSignal) => Promise<Ran>,
): Promise<Ran> {
  const stalled = new AbortController();
  let size = 0;
  let grownAt = Date.now();
  const watch = setInterval(async () => {
    const now = await sizeOf(folder);
    if (now !== size) grownAt = Date.now();
    size = now;
    if (Date.now() - grownAt > stalledAfterMs) stalled.abort(`nothing came for ${stalledAfterMs / 1000} s`);
  }, 1000);
  try {
    const describe = () => `downloading: ${Math.round(size / 1e6)} MB`;
    return await reporting(progress, describe, () => work(AbortSignal.any([signal, stalled.signal])));
  } finally {
    clearInterval(watch);
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const stats = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return stats.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}
