import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DemoFailed } from './demo-failed.ts';

/** A worker in a process of its own, as on another machine. */
export interface WorkerProcess {
  pid: number;
  /** How it ended: `exit code 1`, `SIGKILL`. */
  exited: Promise<string>;
  /** SIGKILL: it can say nothing and finish nothing. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL where that does not end it. */
  stop(): Promise<void>;
}

const GRACE_MS = 3_000;
const TAIL_LINES = 15;

/** Starts `reeve worker` and waits until it polls all its queues. Its log goes to the file `log`. */
export async function startWorker(config: string, log: string, signal: AbortSignal): Promise<WorkerProcess> {
  const child = await launch(config, log);
  const { pid } = child;
  if (pid === undefined) throw new DemoFailed('a worker process cannot be started');
  leash(child, pid);
  const exited = once(child, 'close').then(([code, name]) => (name === null ? `exit code ${code}` : String(name)));
  const worker: WorkerProcess = {
    pid,
    exited,
    kill: () => end(child, exited, 'SIGKILL'),
    stop: () => stop(child, exited),
  };
  try {
    await readyOrOver(child, exited, signal);
    return worker;
  } catch (error) {
    await worker.stop();
    signal.throwIfAborted();
    throw new DemoFailed(`worker ${pid} did not get ready: ${(error as Error).message}`, await tailOf(log));
  }
}

/** In a process group of its own: Ctrl-C reaches the demo alone, which then stops its parts in order. */
async function launch(config: string, log: string): Promise<ChildProcess> {
  const file = await open(log, 'a');
  try {
    const args = [programPath('../main'), 'worker', '-c', config, '--json'];
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', file.fd], detached: true });
  } finally {
    await file.close();
  }
}

/** Ends the worker when this process dies without having stopped it. */
function leash(child: ChildProcess, pid: number): void {
  const args = [programPath('../../dev/leash'), String(pid)];
  const guard = spawn(process.execPath, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // A worker without its guard still works.
  guard.on('error', () => undefined);
  guard.unref();
  child.once('close', () => guard.kill('SIGKILL'));
}

function programPath(name: string): string {
  return fileURLToPath(new URL(`${name}${extname(import.meta.url)}`, import.meta.url));
}

async function readyOrOver(child: ChildProcess, exited: Promise<string>, signal: AbortSignal): Promise<void> {
  if (child.stdout === null) throw new Error('it has no output');
  const lines = createInterface({ input: child.stdout });
  const over = exited.then((how) => {
    throw new Error(how);
  });
  over.catch(() => undefined);
  // The one line that it prints says that it is ready.
  await Promise.race([once(lines, 'line', { signal }), over]);
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  const harder = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await end(child, exited, 'SIGTERM');
  clearTimeout(harder);
}

async function end(child: ChildProcess, exited: Promise<string>, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await exited;
}

export async function tailOf(log: string): Promise<string[]> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-TAIL_LINES);
}
