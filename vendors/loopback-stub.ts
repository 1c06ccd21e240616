import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gate } from './gate.ts';
import { createHttp, type Http } from './http.ts';

/** What a stand-in for a vendor, in tests, was asked for. */
export interface StubCall {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface StubAnswer {
  status?: number;
  headers?: Record<string, string | string[]>;
  /** Sent as it is where it is text, as JSON otherwise. */
  body?: unknown;
}

/** `'hang up'` cuts the connection once the request is read. */
export type StubHandler<Call = StubCall> = (call: Call) => StubAnswer | 'hang up' | Promise<StubAnswer | 'hang up'>;

/** A server on loopback, and the HTTP that a vendor's part speaks to it. */
export interface Loopback {
  url: URL;
  http: Http;
  close(): Promise<void>;
}

/** Serves what `answer` says until it is closed. */
export async function startLoopback(endpoint: string, answer: StubHandler): Promise<Loopback> {
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const answered = await answer({ method, url: path, headers, body: await readBody(request) });
    if (answered === 'hang up') return response.destroy();
    const { status = 200, headers: more = {}, body = '' } = answered;
    response.writeHead(status, { 'content-type': 'application/json', ...more });
    return response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const limits = { requestsPerWindow: undefined, windowMs: 1_000, concurrentRequests: 20, maxHoldMs: 10 };
  const http = createHttp({ endpoint, url, ca: undefined, timeoutMs: 2_000, sessions: 20 }, new Gate(limits));
  return {
    url,
    http,
    close: async () => {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
