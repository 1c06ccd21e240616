import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';

/** The workflows as one script, and where it is from. */
export interface KeptBundle extends WorkflowBundle {
  path: string;
  /** True where it was there already: a worker that makes it itself takes 2 s and 150 MB more. */
  kept: boolean;
  /** Why one that was made could not be kept. */
  problem?: string;
}

const HERE = fileURLToPath(import.meta.url);
const ROOT = dirname(dirname(HERE));
const IS_SOURCE = HERE.endsWith('.ts');

/**
 * The workflows' bundle: the one that is kept, or else one made now and kept for the next process. Its name is a hash of
 * all that it is made of, so that no stale one is ever taken.
 */
export async function workflowBundle(folder: string = join(ROOT, 'dist')): Promise<KeptBundle> {
  const path = join(folder, `workflows-${await fingerprint()}.js`);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return { code: kept, path, kept: true };
  const code = await bundle();
  try {
    await keep(path, code);
    return { code, path, kept: false };
  } catch (error) {
    return { code, path, kept: false, problem: String(error) };
  }
}

/** Positions without the sources' text: stack traces lead to our lines, and the bundle is half as large. */
async function bundle(): Promise<string> {
  const workflowsPath = join(ROOT, 'workflows', IS_SOURCE ? 'index.ts' : 'index.js');
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    // Loaded once, not for each workflow and replay. Safe, for no module of ours keeps anything: what they share is frozen.
    preloadModules: [workflowsPath],
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
  });
  return code;
}

/** Our two folders, this file's way of bundling, and every version that is installed. */
export async function fingerprint(root: string = ROOT): Promise<string> {
  const hash = createHash('sha256');
  const add = (name: string, content: string) => hash.update(`${name}\0${content.length}\0${content}\0`);
  for (const folder of ['workflows', 'contract']) {
    for (const name of await sourcesIn(join(root, folder)))
      add(`${folder}/${name}`, await readFile(join(root, folder, name), 'utf8'));
  }
  add('bundled by', await readFile(HERE, 'utf8'));
  const sdk = createRequire(HERE).resolve('@temporalio/worker/package.json');
  add('@temporalio/worker', await readFile(sdk, 'utf8'));
  // What npm has really installed, also where it differs from the lock; other package managers have no such file.
  const installed = join(dirname(dirname(dirname(sdk))), '.package-lock.json');
  add('installed', await readFile(installed, 'utf8').catch(() => ''));
  return hash.digest('hex').slice(0, 32);
}

async function sourcesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => /\.[jt]s$/.test(name) && !/\.(test|d)\.[jt]s$/.test(name)).sort();
}

/** In one step, so that nobody reads half a bundle; those of other versions go. */
async function keep(path: string, code: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, path);
  const others = (await readdir(folder)).filter((name) => /^workflows-\w+\.js$/.test(name) && name !== basename(path));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}
