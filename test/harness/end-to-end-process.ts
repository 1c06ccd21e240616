import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from './end-to-end-until.ts';

/** A `reeve` command in a process of its own. */
export interface ReeveProcess {
  pid: number;
  /** All that it has printed so far, its log included. */
  output: () => string;
  /** Its exit code, or the signal that ended it. */
  exited: Promise<number | NodeJS.Signals>;
  signal(name: NodeJS.Signals): void;
}

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const LEASH = fileURLToPath(new URL('../../dev/leash.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;

/** Starts a command; should the tests be killed, it ends all the same. */
function launch(args: string[], env: NodeJS.ProcessEnv, script = MAIN): ReeveProcess {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env });
  const { pid } = child;
  if (pid === undefined) throw new Error('the process did not start');
  const guard = spawn(process.execPath, [LEASH, String(pid)], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  guard.unref();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exited = once(child, 'close').then(([code, signal]) => {
    guard.kill('SIGKILL');
    return code ?? signal;
  });
  return { pid, exited, output: () => output, signal: (name) => void child.kill(name) };
}

/** Starts `reeve worker` and waits until it polls. */
export function launchWorker(config: string, env: NodeJS.ProcessEnv, more: string[] = []): Promise<ReeveProcess> {
  return launchUntil(MAIN, ['worker', '-c', config, ...more], 'worker is running', { LOG_LEVEL: 'debug', ...env });
}

/** Starts a script of a worker's, and waits until it says that it runs. */
export async function launchUntil(
  script: string,
  args: string[],
  words: string,
  env: NodeJS.ProcessEnv,
): Promise<ReeveProcess> {
  const worker = launch(args, env, script);
  let ended: unknown;
  void worker.exited.then((how) => {
    ended = how;
  });
  const isReady = () => {
    if (ended !== undefined) throw new Error(`the worker ended with ${ended} before it was ready: ${worker.output()}`);
    return worker.output().includes(words) || undefined;
  };
  await until('worker is ready', isReady, worker.output, READY_WITHIN_MS);
  return worker;
}

/** Runs a command to its end. */
export async function runReeve(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ exitCode: number | NodeJS.Signals; output: string }> {
  const command = launch(args, env);
  const exitCode = await command.exited;
  return { exitCode, output: command.output() };
}
