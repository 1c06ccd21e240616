import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Ends the program with SIGKILL after this time. Default: never. */
  timeoutMs?: number;
  signal?: AbortSignal;
  onLine?: (line: string) => void;
}

export interface Ran {
  ok: boolean;
  /** Why it failed, in one line; empty when `ok`. */
  why: string;
  /** The last lines it printed, both streams together. */
  tail: string;
}

/** Runs a program to its end and never rejects: what went wrong is in the answer. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<Ran> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  const tail = tailOf(child, 30, options.onLine);
  const stop = new AbortController();
  const timer = options.timeoutMs && setTimeout(() => stop.abort('did not end in time'), options.timeoutMs);
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
  const kill = () => {
    child.kill('SIGKILL');
    // What it started may hold its pipes open, and is not waited for.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  try {
    const why = await ending(child);
    return { ok: why === '', why: signal.aborted ? String(signal.reason) : why, tail: tail() };
  } finally {
    signal.removeEventListener('abort', kill);
    clearTimeout(timer);
  }
}

/** Resolves when the program is over: '' after exit code 0, else why. */
export function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve('');
      else resolve(code === null ? `ended by ${signal}` : `exit code ${code}`);
    });
  });
}

/**
 * Keeps the last lines a program printed. It also drains its pipes, so that it never blocks on a full one.
 * Of a Go program that panics the stack is passed over: a hundred lines, and why it panicked stands above them.
 */
export function tailOf(child: ChildProcess, most: number, onLine?: (line: string) => void): () => string {
  const lines: string[] = [];
  let inStack = false;
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      onLine?.(line);
      inStack ||= /^goroutine \d+ /.test(line);
      if (inStack) return;
      lines.push(line);
      if (lines.length > most) lines.shift();
    });
  }
  return () => lines.join('\n');
}
