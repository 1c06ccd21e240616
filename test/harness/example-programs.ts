import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedProgram } from '../../dev/cache.ts';
import { onPath } from '../../dev/check.ts';
import { goBuild } from '../../dev/go-build.ts';
import type { Maker } from '../../dev/makers.ts';
import { placeOnce } from '../../dev/place-once.ts';
import type { Progress } from '../../dev/progress.ts';
import { run } from '../../dev/run.ts';

/** How an example is called, before its own arguments; or why it cannot run on this machine. */
export type Example = { command: string; args: string[] } | { missing: string };

const PYTHON = new URL('../../examples/python/', import.meta.url);
const GO = new URL('../../examples/go/', import.meta.url);

/** Installs what the Python example needs into Reeve's cache, once for each requirements.txt and Python. */
export async function preparePython(say: Progress): Promise<Example> {
  const python = await onPath('python3');
  if (python === undefined) return { missing: 'there is no python3 on PATH' };
  const script = 'import sys; print(sys.version); assert sys.version_info >= (3, 10)';
  const version = await run(python, ['-c', script]);
  if (!version.ok) return { missing: `${python} is older than 3.10, or does not run` };
  const key = await digestOf(PYTHON, ['requirements.txt'], version.tail);
  const works = async (path: string) => (await run(path, ['-c', 'import temporalio.client'])).why;
  const cached = cachedProgram('example-python', key, 'python', works);
  await placeOnce(cached, (folder, signal) => install(python, folder, signal), say);
  return { command: cached.path, args: [fileURLToPath(new URL('jobs.py', PYTHON))] };
}

/** An interpreter that finds the packages beside it: unlike a virtual environment it may be moved. */
async function install(python: string, folder: string, signal: AbortSignal): Promise<void> {
  const requirements = fileURLToPath(new URL('requirements.txt', PYTHON));
  const options = [
    '--quiet',
    '--no-input',
    '--disable-pip-version-check',
    '--require-hashes',
    '--only-binary',
    ':all:',
  ];
  const args = ['-m', 'pip', 'install', ...options, '--target', join(folder, 'packages'), '-r', requirements];
  const installed = await run(python, args, { signal });
  if (!installed.ok) throw new Error(`pip install failed (${installed.why})\n${installed.tail}`);
  const path = join(folder, 'python');
  const packages = '$(dirname "$0")/packages';
  await writeFile(path, `#!/bin/sh\nPYTHONDONTWRITEBYTECODE=1 PYTHONPATH="${packages}" exec "${python}" "$@"\n`);
  await chmod(path, 0o755);
}

/** Builds the Go example into Reeve's cache, once for each version of its sources. */
export async function prepareGo(say: Progress): Promise<Example> {
  const maker: Maker = goBuild({ executable: 'jobs', package: '.', module: GO, linkerFlags: '-s -w', packages: 400 });
  const lacking = await maker.lacks(say);
  if (lacking) return { missing: lacking };
  const sources = (await readdir(GO)).filter((name) => /\.go$|^go\./.test(name)).toSorted();
  const { tail: version } = await run('go', ['version']);
  const cached = cachedProgram('example-go', await digestOf(GO, sources, version), 'jobs', async () => '');
  await placeOnce(cached, (folder, signal) => maker.fill(folder, signal, say), say);
  return { command: cached.path, args: [] };
}

async function digestOf(folder: URL, names: readonly string[], version: string): Promise<string> {
  const hash = createHash('sha256').update(`${version} ${process.platform} ${process.arch}`);
  for (const name of names) hash.update(name).update(await readFile(new URL(name, folder)));
  return hash.digest('hex').slice(0, 16);
}
