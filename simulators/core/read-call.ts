import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Call } from './call.ts';

const LONGEST_BODY = 16 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_BODY) throw new Error('request body too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Reads a request to its end, as a call of the vendor's API. Rejects when the client goes away first. */
export async function readCall(request: IncomingMessage, n: number): Promise<Call> {
  const [path = '', ...queryParts] = (request.url ?? '/').split('?');
  const rawQuery = queryParts.join('?');
  const { socket, headers } = request;
  const body = await readBody(request);
  return {
    n,
    method: request.method ?? 'GET',
    path: decodePath(path),
    rawQuery,
    query: new URLSearchParams(rawQuery),
    headers,
    body,
    origin: `${socket instanceof TLSSocket ? 'https' : 'http'}://${headers.host ?? 'localhost'}`,
    socket,
    isPersistent: request.httpVersion === '1.1' && headers.connection?.toLowerCase() !== 'close',
    ids: [],
    isRepeated: false,
    acceptNothing: false,
    ends: [],
  };
}
