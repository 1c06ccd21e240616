import ky from 'ky';
import { Agent, type Dispatcher } from 'undici';
import { VendorError } from '../contract/vendor-error.ts';
import type { CallKind, Gate, Place } from './gate.ts';
import { retryAfterMs } from './retry-after.ts';
import { transportError } from './transport-error.ts';

/** The largest answer that is read, 4 MiB: the list of some 12,000 jobs at one Riverbed CMC, 340 bytes each. */
const GREATEST_BODY = 4_194_304;

/** One HTTP request to the vendor. */
export interface Call {
  kind: CallKind;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the endpoint's URL, with its query; already encoded. */
  path: string;
  /** A server of its own for this call, from the endpoint's configuration: one that only gives out tokens. */
  server?: URL;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** True for a request that starts something: when its answer is lost it may have been carried out. */
  changes?: boolean;
  signal: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** How long the gate is held because of this answer; undefined where it refused nothing. */
  holdMs?: number;
}

/** When a request to the vendor left and when its answer began to come, by our clock, and what it was by the vendor's. */
export interface Exchange {
  sentAtMs: number;
  answeredAtMs: number;
  /** The answer's Date header. */
  date: string | null;
}

export interface HttpSettings {
  /** Name of the endpoint, for errors. */
  endpoint: string;
  url: URL;
  /** PEM of the authority that signs the endpoint's certificate; the system's authorities where undefined. */
  ca: string | undefined;
  /** For one request, its answer's body included. */
  timeoutMs: number;
  /** Connections kept at the same time: the vendor's sessions. */
  sessions: number;
  /** Hears of each answer of the vendor itself, a token server's left out: to measure, not to read. */
  onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** Sends requests through the endpoint's gate. Nothing is retried, no redirect followed. */
export interface Http {
  /** Answers with whatever status came. Rejects with a `VendorError` where no whole answer came. */
  send(call: Call): Promise<Answer>;
  close(): Promise<void>;
}

interface Notices {
  /** The request is written to a connected socket: before that, the vendor cannot have got it. */
  sent(): void;
  /** Why the transport failed, before fetch wraps it in an error of its own, at times without the cause. */
  failed(error: Error): void;
}

/** undici's handlers have private fields, so each method is called on the handler itself. */
function noticing(agent: Agent, { sent, failed }: Notices): Dispatcher {
  return agent.compose((dispatch) => (options, handler) => {
    const between: Dispatcher.DispatchHandler = {
      onRequestStart: (...given) => {
        sent();
        handler.onRequestStart?.(...given);
      },
      onRequestUpgrade: (...given) => handler.onRequestUpgrade?.(...given),
      onResponseStart: (...given) => handler.onResponseStart?.(...given),
      onResponseData: (...given) => handler.onResponseData?.(...given),
      onResponseEnd: (...given) => handler.onResponseEnd?.(...given),
      onResponseError: (controller, error) => {
        failed(error);
        handler.onResponseError?.(controller, error);
      },
    };
    return dispatch(options, between);
  });
}

/**
 * Counts what is unpacked: a small compressed body can unpack to hundreds of megabytes. The signal ends the reading here:
 * once the head of an answer has come, fetch's own tie to it is lost with the next garbage collection.
 */
async function readText({ body }: Response, signal: AbortSignal): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const end = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', end, { once: true });
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > GREATEST_BODY)
        throw Object.assign(new Error('body too large'), { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    end();
    throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Aborts when the caller gives up, or after so long. A timer holds it, so that nothing collects it before. */
function givingUp(caller: AbortSignal, timeoutMs: number): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort(caller.reason);
  const late = () => controller.abort(new DOMException('no answer in time', 'TimeoutError'));
  const timer = setTimeout(late, timeoutMs);
  caller.addEventListener('abort', abort, { once: true });
  if (caller.aborted) abort();
  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer);
      caller.removeEventListener('abort', abort);
    },
  };
}

/** Where a call goes, with the endpoint at `url`. */
export function callUrl({ server, path }: Pick<Call, 'server' | 'path'>, url: URL): URL {
  const base = server ?? url;
  return new URL(base.pathname.replace(/\/$/, '') + path, base);
}

export function createHttp(settings: HttpSettings, gate: Gate): Http {
  const { endpoint, url, timeoutMs } = settings;
  const agent = new Agent({
    connect: settings.ca === undefined ? {} : { ca: settings.ca },
    connections: settings.sessions,
    maxResponseSize: GREATEST_BODY,
  });

  async function request(call: Call, place: Place): Promise<Answer> {
    let sent = false;
    let sentAtMs = 0;
    let cause: Error | undefined;
    const dispatcher = noticing(agent, {
      sent: () => {
        sent = true;
        sentAtMs = Date.now();
        place.sent();
      },
      failed: (error) => {
        cause = error;
      },
    });
    const { signal, done } = givingUp(call.signal, timeoutMs);
    try {
      const response = await ky(callUrl(call, url), {
        method: call.method,
        ...(call.headers === undefined ? {} : { headers: call.headers }),
        ...(call.body === undefined ? {} : { body: call.body }),
        // ky hands it to Node's fetch, whose types are of another copy of undici.
        dispatcher: dispatcher as never,
        retry: 0,
        timeout: false,
        throwHttpErrors: false,
        redirect: 'manual',
        signal,
      });
      if (call.server === undefined)
        settings.onExchange?.({ sentAtMs, answeredAtMs: Date.now(), date: response.headers.get('date') });
      return { status: response.status, headers: response.headers, text: await readText(response, signal) };
    } catch (error) {
      throw transportError(cause ?? error, { endpoint, sent, changes: call.changes === true, timeoutMs });
    } finally {
      done();
    }
  }

  /** 429 and 503 are the vendor's "not now": the whole process holds its calls, not this one alone. */
  function hear(answer: Answer, place: Place): Answer {
    if (answer.status === 429 || answer.status === 503) {
      return { ...answer, holdMs: gate.refused(retryAfterMs(answer.headers), place) };
    }
    gate.accepted(place);
    return answer;
  }

  return {
    async send(call) {
      try {
        return await gate.run(call.kind, call.signal, async (place) => hear(await request(call, place), place));
      } catch (error) {
        if (error instanceof VendorError) throw error;
        throw new VendorError(
          'Unavailable',
          `${endpoint}: gave up waiting for a place in the endpoint's rate; nothing was sent`,
        );
      }
    },
    close: () => agent.close(),
  };
}
