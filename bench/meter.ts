import type { VendorName } from '../simulators/index.ts';
import type { Lab } from './lab.ts';
import { costOf, type ProcessCost } from './process-cost.ts';
import { readMetrics, writesOf } from './server-metrics.ts';

/** What something has cost, from when the meter was started. */
export interface Cost {
  wallMs: number;
  /** Writes of Temporal's server to its stores. */
  serverWrites: number;
  writesByOperation: Record<string, number>;
  serverCpuMs: number;
  workerCpuMs: number;
  /** Requests that the vendor has got, log-ins too. */
  vendorCalls: number;
}

type Workers = readonly { pid: number }[];

export interface Meter {
  /** May be asked more than once. */
  read(): Promise<Cost>;
}

/** Starts counting what the server, these workers and the calls to these vendors cost. */
export async function startMeter(lab: Lab, workers: Workers, vendors: readonly VendorName[] = []): Promise<Meter> {
  const before = await readNow(lab, workers, vendors);
  return {
    async read() {
      const now = await readNow(lab, workers, vendors);
      const writes = [...now.writes].map(([name, count]) => [name, count - (before.writes.get(name) ?? 0)] as const);
      return {
        wallMs: now.atMs - before.atMs,
        serverWrites: sum(writes, ([, count]) => count),
        writesByOperation: Object.fromEntries(writes.filter(([, count]) => count > 0)),
        serverCpuMs: now.serverCpuMs - before.serverCpuMs,
        workerCpuMs: now.workerCpuMs - before.workerCpuMs,
        vendorCalls: now.vendorCalls - before.vendorCalls,
      };
    },
  };
}

async function readNow({ server, simulators }: Lab, workers: Workers, vendors: readonly VendorName[]) {
  const atMs = performance.now();
  const metrics = await (await fetch(server.metricsUrl)).text();
  return {
    atMs,
    writes: writesOf(readMetrics(metrics)),
    serverCpuMs: (await costOf(server.pid)).cpuMs,
    workerCpuMs: sum(await costsOf(workers), ({ cpuMs }) => cpuMs),
    vendorCalls: sum(vendors, (vendor) => simulators.get(vendor).ledger().calls.length),
  };
}

/** Memory of these workers now. */
export async function bytesOf(workers: Workers): Promise<number> {
  return sum(await costsOf(workers), ({ residentBytes }) => residentBytes);
}

function costsOf(workers: Workers): Promise<ProcessCost[]> {
  return Promise.all(workers.map(({ pid }) => costOf(pid)));
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
