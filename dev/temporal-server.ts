import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mayBeTakenPort, PortTaken, ServerFailed } from './errors.ts';
import { choosePorts, host, type Ports, takenPort } from './ports.ts';
import type { Progress } from './progress.ts';
import { launch, type ServerProcess } from './server-process.ts';
import { addMissing, awaitServing, connected, type SearchAttributeType, versionOf } from './serving.ts';
import { findTemporalCli } from './temporal-cli.ts';

export interface TemporalServerOptions {
  /** The Temporal CLI. @default what findTemporalCli finds */
  path?: string;
  /** Fixed ports, for instance to come back at the same address. @default free ones */
  ports?: Partial<Ports>;
  /** The file that keeps the state, made where it is missing. @default in memory, gone with the server */
  dbFilename?: string;
  /** @default 'default' */
  namespace?: string;
  searchAttributes?: Record<string, SearchAttributeType>;
  /** @default 'warn' */
  logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'never';
  /** Without the Web UI. @default false */
  headless?: boolean;
  /** Further arguments for `temporal server start-dev`. */
  args?: string[];
  /** How long it may take to serve. @default 30000 */
  readyWithinMs?: number;
  progress?: Progress;
}

export interface TemporalServer {
  address: string;
  /** Absent when headless. */
  uiUrl?: string;
  metricsUrl: string;
  pid: number;
  /** The server's version, not the CLI's. */
  version: string;
  /** Resolves when the process is over, with the reason, whether stop() was called or not. */
  exited: Promise<string>;
  /** Ends it, by force after some seconds. May be called again. */
  stop(): Promise<void>;
}

type Options = TemporalServerOptions & { namespace: string };

// A server whose parent was killed gives its ports back within seconds, and one may take a port that was just chosen.
const attempts = 10;
const betweenAttemptsMs = 500;

/** Starts Temporal's development server on loopback and waits until it serves. */
export async function startTemporalServer(given: TemporalServerOptions = {}): Promise<TemporalServer> {
  const options = { ...given, namespace: given.namespace ?? 'default' };
  const path = options.path ?? (await findTemporalCli(options.progress));
  if (options.dbFilename) await mkdir(dirname(resolve(options.dbFilename)), { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(path, options);
    } catch (error) {
      if (attempt === attempts || !mayBeTakenPort(error)) throw error;
      await sleep(betweenAttemptsMs);
    }
  }
}

async function start(path: string, options: Options): Promise<TemporalServer> {
  // Asked before, because a stranger that answers at the address would pass for ours.
  const taken = await takenPort(options.ports ?? {});
  if (taken) throw new PortTaken(taken);
  const ports = await choosePorts(options.ports ?? {});
  const address = `${host}:${ports.grpc}`;
  const child = launch(path, argumentsFor(options, ports));
  try {
    const version = await prepare(child, address, options);
    const { pid, exited, stop } = child;
    const uiUrl = options.headless ? {} : { uiUrl: `http://${host}:${ports.ui}` };
    return { address, ...uiUrl, metricsUrl: `http://${host}:${ports.metrics}/metrics`, pid, version, exited, stop };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** Waits until the server serves and has the search attributes; answers its version. */
function prepare(child: ServerProcess, address: string, options: Options): Promise<string> {
  const readyWithinMs = options.readyWithinMs ?? 30_000;
  const deadline = Date.now() + readyWithinMs;
  let ended: string | undefined;
  void child.exited.then((why) => {
    ended = why || 'exit code 0';
  });
  return connected(address, async (connection) => {
    await awaitServing(connection, options.namespace, () => ended !== undefined || Date.now() > deadline);
    if (ended !== undefined) throw new ServerFailed(`ended while starting (${ended})`, address, child.tail());
    if (Date.now() > deadline)
      throw new ServerFailed(`did not serve within ${readyWithinMs} ms`, address, child.tail());
    await addMissing(connection, options.namespace, options.searchAttributes ?? {});
    return versionOf(connection);
  });
}

function argumentsFor(options: Options, ports: Ports): string[] {
  const args = ['server', 'start-dev', '--ip', host, '--port', `${ports.grpc}`, '--http-port', `${ports.http}`];
  args.push('--metrics-port', `${ports.metrics}`, '--log-level', options.logLevel ?? 'warn');
  args.push('--namespace', options.namespace);
  if (options.headless) args.push('--headless');
  else args.push('--ui-ip', host, '--ui-port', `${ports.ui}`);
  if (options.dbFilename) args.push('--db-filename', resolve(options.dbFilename));
  for (const [name, type] of Object.entries(options.searchAttributes ?? {})) {
    args.push('--search-attribute', `${name}=${type}`);
  }
  return [...args, ...(options.args ?? [])];
}
