import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Call } from './call.ts';
import { answerInstrument, type Instruments, isInstrument } from './instruments.ts';
import { readCall } from './read-call.ts';
import { send } from './send.ts';
import { type Serving, serve } from './serve.ts';

export interface ServerOptions {
  /** Absent: plain HTTP. */
  certificate?: { key: string; cert: string } | undefined;
  /** 0: any free port. */
  port: number;
}

export interface RunningServer {
  url: string;
  stop(): Promise<void>;
}

// Longer than clients keep idle connections: a server that closes first would be a fault that nobody scripted.
const KEEP_ALIVE_MS = 120_000;

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

function createHandler(serving: Serving, instruments: Instruments) {
  let calls = 0;
  return async (request: IncomingMessage, response: ServerResponse) => {
    try {
      calls += 1;
      const call = await readCall(request, calls);
      if (isInstrument(call.path)) await send(response, answerInstrument(call, instruments));
      else await serve(call, response, serving);
    } catch (error) {
      // A client that went away while it was still sending lands here as well: then there is nobody to tell.
      if (!response.headersSent) await send(response, { status: 500, contentType: 'text/plain', body: String(error) });
    }
  };
}

interface Sockets {
  reset(call: Call): void;
  destroyAll(): void;
}

/** A TLS socket cannot send a TCP reset, so the plain sockets below are kept by the client's port. */
function keepSockets(server: Server): Sockets {
  const sockets = new Map<number, Socket>();
  server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.once('close', () => sockets.delete(port));
  });
  return {
    reset({ socket }) {
      sockets.get(socket.remotePort ?? 0)?.resetAndDestroy();
      socket.destroy();
    },
    destroyAll() {
      for (const socket of sockets.values()) socket.destroy();
    },
  };
}

/** Listens on 127.0.0.1 only. */
export async function startServer(
  serving: Omit<Serving, 'reset'>,
  instruments: Instruments,
  { certificate, port }: ServerOptions,
): Promise<RunningServer> {
  const server = certificate === undefined ? createPlain() : createSecure(certificate);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 5000;
  const sockets = keepSockets(server);
  const handle = createHandler({ ...serving, reset: sockets.reset }, instruments);
  server.on('request', (request, response) => void handle(request, response));
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.destroyAll();
      }),
  };
}
