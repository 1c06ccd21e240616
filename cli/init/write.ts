import { mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { BadInput } from '../bad-input.ts';
import { type NewEndpoint, newConfiguration, withEndpoint } from './configuration-text.ts';
import type { Trust } from './trust.ts';
import type { Answers, Typed } from './typed.ts';

/** The text of a file; undefined where there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new BadInput({
      field: '--config',
      found: `${path} (${(error as Error).message})`,
      expected: 'a readable file',
    });
  }
}

/** Where the certificate of an endpoint is kept, relative to the configuration. */
function certificatePath(name: string): string {
  return `certificates/${name}.pem`;
}

/** Refuses what writing would refuse, before anybody is asked anything more. */
export async function checkPlace({ name }: Answers, { pem }: Trust, { config, replace }: Typed): Promise<void> {
  const folder = dirname(resolve(config));
  const isThere = await stat(folder)
    .then((found) => found.isDirectory())
    .catch(() => false);
  if (!isThere) throw new BadInput({ field: '--config', found: config, expected: `a path in a folder that exists` });
  if (pem === undefined || replace) return;
  const kept = await readIfThere(join(folder, certificatePath(name)));
  if (kept === undefined || kept === pem) return;
  const found = `another certificate in ${certificatePath(name)}`;
  throw new BadInput({ field: 'name', found, expected: 'no file there, or --replace to write over it' });
}

/** Writes the certificate first: a configuration must not name a file that is not there. Answers the paths. */
export async function write(answers: Answers, trust: Trust, typed: Typed): Promise<string[]> {
  const { config } = typed;
  const { pem, fingerprint, caFile } = trust;
  if (pem === undefined || fingerprint === undefined) {
    const ca = caFile === undefined ? {} : { ca: fromFolder(dirname(resolve(config)), resolve(caFile)) };
    await writeConfiguration({ ...answers, ...ca }, config);
    return [config];
  }
  const ca = certificatePath(answers.name);
  const path = join(dirname(config), ca);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, pem);
  await writeConfiguration(
    { ...answers, ca, trusted: { fingerprint, on: new Date().toISOString().slice(0, 10) } },
    config,
  );
  return [config, path];
}

/** Relative where it is below the folder, so that both can be moved together. */
function fromFolder(folder: string, path: string): string {
  const near = relative(folder, path);
  return near.startsWith('..') || isAbsolute(near) ? path : near;
}

/** Read again: answering takes minutes, and somebody may have an editor open. */
async function writeConfiguration(endpoint: NewEndpoint, path: string): Promise<void> {
  const before = await readIfThere(path);
  if (before === undefined) return await writeFile(path, newConfiguration(endpoint), { flag: 'wx' });
  const text = withEndpoint(before, path, endpoint);
  // All or nothing, and through a link to where it really stands.
  const real = await realpath(path);
  const next = `${real}.next`;
  await writeFile(next, text, { mode: (await stat(real)).mode });
  await rename(next, real);
}
