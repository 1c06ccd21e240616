import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { type Agent, request as secureRequest } from 'node:https';

// biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects of an answer.
export type Json = any;

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  json(): Json;
}

export interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Keeps the connection when given; otherwise every request has its own. */
  agent?: Agent;
  timeoutMs?: number;
}

export type Ask = (path: string, asking?: Asking) => Promise<Answer>;

/** A client for the tests: raw paths, raw bodies, and errors as the socket gives them. */
export function createClient(url: string, ca: string | undefined, standing: Record<string, string> = {}): Ask {
  const { hostname, port, protocol } = new URL(url);
  const send = protocol === 'https:' ? secureRequest : plainRequest;
  return (path, { method = 'GET', headers = {}, body, agent, timeoutMs = 10_000 } = {}) =>
    new Promise((resolve, reject) => {
      const options = { hostname, port, path, method, headers: { ...standing, ...headers }, agent: agent ?? false };
      const request = send({ ...options, ...(ca === undefined ? {} : { ca }) }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: text,
            json: () => JSON.parse(text),
          });
        });
      });
      request.setTimeout(timeoutMs, () => request.destroy(new Error('client timed out')));
      request.on('error', reject);
      request.end(body);
    });
}

export function basic(name: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

export async function until(isTrue: () => boolean | Promise<boolean>, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('it did not come true in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
