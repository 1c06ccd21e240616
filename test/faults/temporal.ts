import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEARCH_ATTRIBUTES } from '../../contract/search-attributes.ts';
import { startTemporalServer, type TemporalServerOptions } from '../../dev/index.ts';

/** The embedded server, which can be killed and come back at the same address with the same database. */
export interface Temporal {
  address: string;
  /** The sum of the server's own counters whose lines match. */
  counted(pattern: RegExp): Promise<number>;
  /** With -9. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTemporal(more: TemporalServerOptions & { onFile?: boolean } = {}): Promise<Temporal> {
  const { onFile = false, ...given } = more;
  const folder = onFile ? await mkdtemp(join(tmpdir(), 'reeve-faults-server-')) : undefined;
  const options: TemporalServerOptions = {
    headless: true,
    searchAttributes: SEARCH_ATTRIBUTES,
    logLevel: 'error',
    ...(folder !== undefined && { dbFilename: join(folder, 'temporal.db') }),
    ...given,
  };
  let server = await startTemporalServer(options);
  const { address } = server;
  const grpc = Number(address.split(':').at(-1));
  return {
    address,
    async counted(pattern) {
      const text = await (await fetch(server.metricsUrl)).text();
      const lines = text.split('\n').filter((line) => !line.startsWith('#') && pattern.test(line));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
    },
    async restart() {
      server = await startTemporalServer({ ...options, ports: { grpc } });
    },
    async stop() {
      await server.stop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
