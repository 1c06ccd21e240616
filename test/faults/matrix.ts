import type { Recorded } from '../harness/end-to-end-histories.ts';
import type { PathCollector } from '../harness/kept-histories.ts';
import { type Counts, isHarmless, noCounts } from './count.ts';
import { judge } from './evidence.ts';
import { type Fault, type FaultContext, TWO_VENDORS } from './fault.ts';
import { startLab } from './lab.ts';
import { createRandom } from './random.ts';
import { FAULTED, type FaultedVendor } from './vendors.ts';

export interface MatrixOptions {
  seed: number;
  faults: readonly Fault[];
  vendors?: readonly FaultedVendor[];
  /** Instead of each fault's own number. */
  tries?: number;
  /** A few tries of each, on one vendor that the seed picks. */
  short?: boolean;
  /** How many cells are played at the same time. */
  parallel: number;
  /** Is offered every history that a fault has made. */
  paths?: PathCollector;
  /** Told whenever something has changed. */
  tell(cells: readonly Cell[]): void;
}

/** One fault at one vendor. */
export interface Cell {
  fault: Fault;
  vendor: FaultedVendor;
  tries: number;
  status: 'waiting' | 'playing' | 'passed' | 'failed';
  done: number;
  counts: Counts;
  ms: number;
}

export const isOver = ({ status }: Cell) => status === 'passed' || status === 'failed';

/** Plays all cells, each in a lab of its own, and judges them. */
export async function playMatrix(options: MatrixOptions): Promise<Cell[]> {
  const cells = options.faults.flatMap((fault) => cellsOf(fault, options));
  const waiting = [...cells];
  const player = async () => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
      await play(cell, options, () => options.tell(cells));
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, player));
  return cells;
}

function cellsOf(fault: Fault, { seed, vendors, tries, short = false }: MatrixOptions): Cell[] {
  const own = fault.vendors === 'all' ? FAULTED : fault.vendors === 'two' ? TWO_VENDORS : fault.vendors;
  const asked = vendors === undefined ? own : own.filter((vendor) => vendors.includes(vendor));
  const chosen = short && asked.length > 0 ? [createRandom(seed, fault.id).pick(asked)] : asked;
  const wanted = tries ?? (short ? fault.tries.short : fault.tries.full);
  if (wanted === 0) return [];
  return chosen.map((vendor) => ({
    ...{ fault, vendor, tries: wanted, status: 'waiting', done: 0, counts: noCounts(), ms: 0 },
  }));
}

async function play(cell: Cell, { seed, short = false, paths }: MatrixOptions, tell: () => void): Promise<void> {
  const { fault, vendor, tries } = cell;
  const began = Date.now();
  cell.status = 'playing';
  tell();
  const done = (count: number) => {
    cell.done = count;
    tell();
  };
  try {
    const random = createRandom(seed, `${fault.id} ${vendor}`);
    cell.counts = await counted(fault, { vendor, tries, short, random, done }, paths);
    if (cell.counts.tries < tries) fail(cell, `only ${cell.counts.tries} of ${tries} tries`);
  } catch (error) {
    fail(cell, Error.isError(error) ? (error.stack ?? error.message) : String(error));
  }
  cell.ms = Date.now() - began;
  cell.status = isHarmless(cell.counts) ? 'passed' : 'failed';
  tell();
}

function fail({ counts }: Cell, words: string): void {
  counts.otherwiseWrong += 1;
  counts.problems.push(`otherwiseWrong: ${words}`);
}

async function counted(fault: Fault, context: FaultContext, paths?: PathCollector): Promise<Counts> {
  const lab = await startLab(context.vendor, { orders: context.tries * 2 + 20, ...fault.lab?.(context) });
  try {
    const tries = await fault.run(lab, context);
    const keep = (recorded: readonly Recorded[]) => paths?.offer(`${fault.id}-${context.vendor}`, recorded);
    return await judge(lab, tries, { keep, ...(fault.allows && { allows: fault.allows }) });
  } finally {
    await lab.stop();
  }
}
