import { readFile } from 'node:fs/promises';

/** What a process has cost so far. */
export interface ProcessCost {
  cpuMs: number;
  residentBytes: number;
}

/** What `sysconf(_SC_CLK_TCK)` answers on every Linux that Node runs on: hundredths of a second. */
const TICK_MS = 10;

/** Linux only. Elsewhere the figures that rest on it are not known, and those with a target count as missed. */
export async function costOf(pid: number): Promise<ProcessCost> {
  if (process.platform !== 'linux') return { cpuMs: Number.NaN, residentBytes: Number.NaN };
  const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8');
  return costFrom(await read('stat'), await read('status'));
}

/** From the files of proc_pid_stat(5) and proc_pid_status(5). The command's name may hold spaces and brackets. */
export function costFrom(stat: string, status: string): ProcessCost {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
  const residentKib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { cpuMs: (userTicks + systemTicks) * TICK_MS, residentBytes: residentKib * 1_024 };
}
