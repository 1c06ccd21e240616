import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Gate } from '../../gate.ts';
import { createHttp } from '../../http.ts';
import { buildXml, parseXml } from '../../xml.ts';
import type { EndpointAccess } from '../../vendor-module.ts';
import { PrimeApi } from '../api.ts';
import { ciscoPrime } from '../index.ts';
import type { Settings } from '../settings.ts';

/** A request as the loopback server got it. */
export interface Got {
  method: string;
  /** Below `/webacs/api/v3/`, without the format's suffix. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, unknown>;
  body: string;
  /** The body's document, whatever its format. */
  document: any;
}

/** An answer: a document, which goes out in the endpoint's format, or text that goes out as it is. */
export interface Given {
  status?: number;
  headers?: Record<string, string>;
  document?: Record<string, unknown>;
  text?: string;
}

export type Answerer = (got: Got) => Given;

/** The vendor over real loopback HTTP; `answerer` is what Prime says. */
export async function startLoopback(format: Settings['format'], answerer: Answerer) {
  const calls: Got[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const body = await text(request);
    const path = url.pathname.replace('/webacs/api/v3/', '').replace(/\.json$/, '');
    const document = body === '' ? undefined : format === 'json' ? JSON.parse(body) : parseXml(body, /<(\w+)/.exec(body)?.[1] ?? '', new Set());
    const got = { method: request.method ?? '', path, query: url.searchParams, headers: request.headers, body, document };
    calls.push(got);
    const given = answerer(got);
    const sent = given.text ?? (format === 'json' ? JSON.stringify(given.document) : buildXml(given.document ?? {}));
    response.writeHead(given.status ?? 200, { 'content-type': `application/${format}`, ...given.headers });
    response.end(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const gate = new Gate({ requestsPerWindow: undefined, windowMs: 1_000, concurrentRequests: 5, maxHoldMs: 60_000 });
  const http = createHttp({ endpoint: 'prime-lab', url, ca: undefined, timeoutMs: 5_000, sessions: 5 }, gate);
  const settings = ciscoPrime.settings.parse({ format });
  const access = { name: 'prime-lab', url, credentials: { username: 'reeve', password: 'sésame' }, settings, http };
  return {
    vendor: ciscoPrime.create(access),
    api: new PrimeApi(access as EndpointAccess<Settings>),
    calls,
    async stop() {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** JobSummary's answer with these jobs. */
export function summaries(jobs: readonly Record<string, unknown>[], count = jobs.length): Given {
  const entity = jobs.map((job) => ({ '@dtoType': 'jobSummaryDTO', '@type': 'JobSummary', jobSummaryDTO: job }));
  return {
    document: { queryResponse: { '@count': String(count), '@type': 'JobSummary', ...(jobs.length ? { entity } : {}) } },
  };
}

/** An operation's answer; ids by what became of them. */
export function operated(success: readonly string[], failure: readonly string[] = []): Given {
  const shown = (ids: readonly string[], status: string) =>
    ids.map((id) => ({ id, message: `${status} of ${id}`, status }));
  return {
    document: {
      mgmtResponse: {
        operationResult: [
          {
            ...(failure.length ? { failure: { failure: shown(failure, 'Failure') } } : {}),
            message: 'done',
            operation: 'CANCEL',
            ...(success.length ? { success: { success: shown(success, 'Success') } } : {}),
          },
        ],
      },
    },
  };
}

export function history(jobs: readonly Record<string, unknown>[]): Given {
  return { document: { mgmtResponse: { '@responseType': 'operation', ...(jobs.length ? { job: jobs } : {}) } } };
}
