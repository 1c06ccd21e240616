import type { CachedProgram } from './cache.ts';
import { wordsOf } from './errors.ts';
import { placeOnce } from './place-once.ts';
import type { Progress } from './progress.ts';
import type { Source } from './sources.ts';

/** A way to bring a program that this machine does not have yet. */
export interface Maker {
  name: string;
  /** Why it cannot be tried here, found out within seconds; '' when it can. */
  lacks(progress: Progress): Promise<string>;
  fill(folder: string, signal: AbortSignal, progress: Progress): Promise<void>;
}

/** A source that makes the program in Reeve's cache. */
export function fromMaker(maker: Maker, program: CachedProgram): Source {
  return {
    name: maker.name,
    async locate(progress) {
      const lacking = await maker.lacks(progress);
      if (lacking) {
        progress(`${maker.name}: ${lacking}; looking further`);
        return { without: lacking };
      }
      try {
        await placeOnce(program, (folder, signal) => maker.fill(folder, signal, progress), progress);
        return { path: program.path };
      } catch (error) {
        progress(`${maker.name}: failed; looking further`);
        return { without: wordsOf(error) };
      }
    },
  };
}
