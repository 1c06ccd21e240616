import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { signalGroup } from './process-group.ts';
import { ending, tailOf } from './run.ts';

export interface ServerProcess {
  pid: number;
  tail: () => string;
  /** Why it ended; it never rejects. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

const peaceMs = 5000;

/** Starts a server in a process group of its own: Ctrl-C reaches the caller alone, who stops the server last. */
export function launch(path: string, args: string[]): ServerProcess {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const tail = tailOf(child, 20);
  const exited = ending(child);
  const { pid } = child;
  if (pid === undefined) return { pid: 0, tail, exited, stop: async () => {} };
  leash(child, pid);
  let over = false;
  child.once('close', () => {
    over = true;
  });
  // Once it is over its id may be another's.
  return { pid, tail, exited, stop: async () => (over ? undefined : end(pid, exited)) };
}

/** SIGTERM, and SIGKILL to one that does not end by it. */
async function end(pid: number, exited: Promise<string>): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  const harder = setTimeout(() => signalGroup(pid, 'SIGKILL'), peaceMs);
  await exited;
  clearTimeout(harder);
}

function leash(child: ChildProcess, pid: number): void {
  const script = import.meta.url.endsWith('.ts') ? './leash.ts' : './leash.js';
  const path = fileURLToPath(new URL(script, import.meta.url));
  const guard = spawn(process.execPath, [path, String(pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  // A server without its guard still serves.
  guard.on('error', () => {});
  guard.unref();
  child.once('close', () => guard.kill('SIGKILL'));
}
