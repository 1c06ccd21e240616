import type { CachedProgram } from './cache.ts';
import { type Check, faultOf, onPath } from './check.ts';
import { BrokenSetting, NotAvailable } from './errors.ts';
import type { Progress } from './progress.ts';

/** A place where a program may be. What it throws ends the search; `without` says why to look further. */
export interface Source {
  name: string;
  locate(progress: Progress): Promise<Located>;
}

export type Located = { path: string } | { without: string };

/** Asks the sources in their order; the first that has the program wins. */
export async function find(what: string, sources: Source[], remedy: string, progress: Progress): Promise<string> {
  const say: Progress = (line) => progress(`${what}: ${line}`);
  const tried: string[] = [];
  for (const source of sources) {
    const located = await source.locate(say);
    if ('path' in located) {
      say(`${located.path} (${source.name})`);
      return located.path;
    }
    tried.push(`  ${source.name}: ${located.without}`);
  }
  throw new NotAvailable(`No ${what} was found. Looked in:\n${tried.join('\n')}\n${remedy}`);
}

/** A program that someone named. One that cannot be used is their mistake, and never silently skipped. */
export function fromVariable(variable: string, check: Check): Source {
  return {
    name: variable,
    async locate() {
      const path = process.env[variable];
      if (!path) return { without: 'not set' };
      const fault = await faultOf(path, check);
      if (!fault) return { path };
      throw new BrokenSetting(
        `${variable} is ${path}, which cannot be used: ${fault}\nCorrect the variable, or unset it and Reeve looks elsewhere.`,
      );
    },
  };
}

export function fromPath(executable: string, check: Check): Source {
  return {
    name: `${executable} on PATH`,
    async locate(progress) {
      const path = await onPath(executable);
      if (!path) return { without: 'none' };
      const fault = await check(path);
      if (!fault) return { path };
      progress(`${path} on PATH cannot be used (${fault}); looking further`);
      return { without: `${path} cannot be used: ${fault}` };
    },
  };
}

export function fromCache({ path, check }: CachedProgram): Source {
  return {
    name: "Reeve's cache",
    async locate() {
      const fault = await faultOf(path, check);
      return fault ? { without: `${path}: ${fault}` } : { path };
    },
  };
}
