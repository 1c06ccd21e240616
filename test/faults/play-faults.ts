import { createLogUpdate } from 'log-update';
import { PathCollector } from '../harness/kept-histories.ts';
import { survivingLeftCalls } from './left-calls.ts';
import { type Cell, isOver, type MatrixOptions, playMatrix } from './matrix.ts';
import { FAULTS } from './registry.ts';
import { lineOf, problemsOf, progressOf, tableOf, writeReport } from './report.ts';
import type { FaultedVendor } from './vendors.ts';

export interface PlayOptions {
  seed: number;
  only?: readonly string[];
  vendors?: readonly FaultedVendor[];
  tries?: number;
  short?: boolean;
  parallel?: number;
  /** Keeps a history of each path that was made, in test/histories. */
  keepHistories?: boolean;
  /** How it can be run again, for the report. */
  command: string;
}

/** Plays the matrix with a progress display, prints the table, writes the report; answers how many cells passed. */
export async function playFaults(options: PlayOptions): Promise<{ passed: number; failed: number }> {
  // A short cell mostly waits; a full one may have 50 jobs.
  const { seed, only, parallel = options.short ? 6 : 4, command } = options;
  const faults = FAULTS.filter(({ id }) => only === undefined || only.includes(id));
  say(`seed ${seed}`);
  const display = createDisplay();
  const rest: Partial<MatrixOptions> = {
    ...(options.vendors && { vendors: options.vendors }),
    ...(options.tries !== undefined && { tries: options.tries }),
    ...(options.short && { short: true }),
  };
  const paths = new PathCollector();
  const report = { name: options.short ? 'faults-short' : 'faults', seed, command };
  const tell = (all: readonly Cell[]) => {
    // A run of an hour that is cut off has not been for nothing.
    if (display.tell(all)) writeReport(all.filter(isOver), report);
  };
  const cells = await survivingLeftCalls(() => playMatrix({ seed, faults, parallel, paths, tell, ...rest }));
  display.end();
  say(tableOf(cells));
  const path = writeReport(cells, report);
  say(`written to ${path}`);
  if (options.keepHistories) say(`${await paths.write((file) => /^F\d/.test(file))} histories kept in test/histories`);
  const passed = cells.filter(({ status }) => status === 'passed').length;
  return { passed, failed: cells.length - passed };
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** On a terminal the cells that are being played; in a pipe a line for each that is over. */
function createDisplay(): { tell(cells: readonly Cell[]): boolean; end(): void } {
  const told = new Set<Cell>();
  const live = process.stdout.isTTY ? createLogUpdate(process.stdout) : undefined;
  return {
    /** Answers whether one more is over. */
    tell(cells) {
      const before = told.size;
      for (const cell of cells) {
        if (told.has(cell) || !isOver(cell)) continue;
        told.add(cell);
        live?.clear();
        say(lineOf(cell));
        for (const problem of problemsOf([cell])) say(`       ${problem}`);
      }
      live?.(progressOf(cells));
      return told.size > before;
    },
    end: () => live?.clear(),
  };
}
