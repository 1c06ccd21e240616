import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * What happens to bytes: `pass`; `cut`: connections are reset and new ones refused at once; `blackHole`: connections are
 * taken and stay open, and nothing goes through in either direction; `deaf`: what the client sends gets there, and no
 * answer comes back (half-open). What was held back goes through when the mode is `pass` again.
 */
export type Mode = 'pass' | 'cut' | 'blackHole' | 'deaf';

export interface TcpProxy {
  /** `127.0.0.1:port` */
  address: string;
  port: number;
  mode(mode: Mode): void;
  /** Delays every piece by so many milliseconds from now on. */
  delay(ms: number): void;
  /** Resets the connections that there are; new ones pass as the mode says. */
  reset(): void;
  /** Connections taken so far. */
  taken(): number;
  stop(): Promise<void>;
}

interface Pair {
  client: Socket;
  server: Socket;
}

/** Which way bytes go: from the client, and to it. */
const OPEN: Record<Mode, { from: boolean; to: boolean }> = {
  pass: { from: true, to: true },
  cut: { from: false, to: false },
  blackHole: { from: false, to: false },
  deaf: { from: true, to: false },
};

/** A proxy on loopback between a client and a server, whose network can fail. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: Mode = 'pass';
  let delayMs = 0;
  let taken = 0;

  function forward(from: Socket, to: Socket): void {
    from.on('data', (piece) => {
      if (delayMs === 0) to.write(piece);
      else setTimeout(() => to.write(piece), delayMs);
    });
    from.on('end', () => to.end());
    from.on('error', () => to.destroy());
  }

  /** What waits is sent when the way is open again, as TCP does after an interruption. */
  function apply({ client, server }: Pair): void {
    const { from, to } = OPEN[mode];
    for (const [socket, open] of [[client, from] as const, [server, to] as const]) {
      if (open) socket.resume();
      else socket.pause();
    }
  }

  const server = createServer((client) => {
    taken += 1;
    if (mode === 'cut') return void client.resetAndDestroy();
    const pair = { client, server: connect(target) };
    pairs.add(pair);
    forward(client, pair.server);
    forward(pair.server, client);
    apply(pair);
    for (const socket of [client, pair.server]) {
      socket.setNoDelay(true);
      socket.on('close', () => {
        pairs.delete(pair);
        for (const end of [client, pair.server]) end.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const reset = () => {
    for (const { client, server: upstream } of pairs) {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    }
    pairs.clear();
  };

  return {
    address: `127.0.0.1:${port}`,
    port,
    mode(next) {
      mode = next;
      if (mode === 'cut') reset();
      for (const pair of pairs) apply(pair);
    },
    delay(ms) {
      delayMs = ms;
    },
    reset,
    taken: () => taken,
    async stop() {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
}
