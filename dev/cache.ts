import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { type Check, executableFile } from './check.ts';

/** A program of a pinned version in Reeve's cache: a folder of its own, which appears whole or not at all. */
export interface CachedProgram {
  folder: string;
  path: string;
  check: Check;
}

/** `REEVE_CACHE` moves the cache; the default is the user's cache folder. */
export function cachedProgram(name: string, version: string, executable: string, check: Check): CachedProgram {
  const cache = resolve(process.env.REEVE_CACHE || envPaths('reeve', { suffix: '' }).cache);
  const folder = join(cache, `${name}-${version}`);
  return { folder, path: join(folder, executableFile(executable)), check };
}
