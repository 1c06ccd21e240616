import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './call.ts';
import type { WireAction } from './fault-script.ts';

export interface SendFaults {
  cut?: WireAction<'cutBody'> | undefined;
  slow?: WireAction<'slowBody'> | undefined;
}

function writeHead(response: ServerResponse, reply: Reply, length: number | undefined): void {
  response.statusCode = reply.status;
  if (reply.contentType !== undefined) response.setHeader('content-type', reply.contentType);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (length !== undefined && reply.status !== 204) response.setHeader('content-length', length);
}

/** Promises more than it sends and then cuts the connection; or ends cleanly, with half a document. */
function sendCut(response: ServerResponse, reply: Reply, body: Buffer, cut: WireAction<'cutBody'>): void {
  const part = body.subarray(0, Math.floor(body.length * cut.keep));
  writeHead(response, reply, cut.cleanEnd ? part.length : body.length);
  if (cut.cleanEnd) response.end(part);
  else response.write(part, () => setTimeout(() => response.socket?.destroy(), 20));
}

async function drip(response: ServerResponse, reply: Reply, body: Buffer, slow: WireAction<'slowBody'>): Promise<void> {
  writeHead(response, reply, slow.endless ? undefined : body.length);
  for (let at = 0; at < body.length && !response.destroyed; at += slow.bytes) {
    response.write(body.subarray(at, at + slow.bytes));
    await sleep(slow.everyMs, undefined, { ref: false });
  }
  while (slow.endless && !response.destroyed) {
    response.write(' '.repeat(slow.bytes));
    await sleep(slow.everyMs, undefined, { ref: false });
  }
  response.end();
}

/** Sends the reply. Resolves when it is on its way, or the client is gone. */
export async function send(response: ServerResponse, reply: Reply, faults: SendFaults = {}): Promise<void> {
  if (response.destroyed) return;
  const body = Buffer.from(reply.body ?? '');
  if (faults.cut !== undefined) return sendCut(response, reply, body, faults.cut);
  if (faults.slow !== undefined) return drip(response, reply, body, faults.slow);
  writeHead(response, reply, body.length);
  response.end(body);
}

export function jsonReply(status: number, value: unknown): Reply {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}
