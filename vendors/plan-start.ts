import type { EndpointConfiguration } from './configuration.ts';
import { endpointUrl } from './endpoint-url.ts';
import { type Call, callUrl, type Http } from './http.ts';
import { VENDORS } from './registry.ts';
import { HIDDEN, hiding } from './secrets.ts';
import type { VendorModule } from './vendor-module.ts';

/** A request that a start would send, without its secrets. */
export interface PlannedRequest {
  /** A log-in is sent only where there is no session yet, and its body is all secrets. */
  is: 'logIn' | 'read' | 'start';
  method: Call['method'];
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export interface StartPlan {
  /** In the order in which they would go out; the last ones are those whose answers the rest needs. */
  requests: PlannedRequest[];
  /** What would follow, a line each: it depends on the answers. */
  further: string[];
}

/** Stands where a start's own mark will stand: that is known once there is a workflow. */
export const PLANNED_STAMP = 'rv-xxxxxxxxxxxxxxxx';

/**
 * The requests of a start, by the vendor's own code: it runs against a transport that writes down what it is given, makes
 * up the answers to log-ins and to reads that would say nothing new, and ends the start at the first other request. Nothing
 * is sent, reads included.
 *
 * @param start `params` have passed the operation's schema
 */
export async function planStart(
  name: string,
  settings: EndpointConfiguration,
  start: { operation: string; params: unknown },
  module: VendorModule = VENDORS[settings.vendor],
): Promise<StartPlan> {
  const { credentials, own } = settings;
  const { rehearsal = {} } = module;
  const url = endpointUrl(settings, module);
  const hide = hiding(credentials);
  const requests: PlannedRequest[] = [];
  let hasEnded = false;
  const http: Http = {
    async send(call) {
      const session = rehearsal.logIn?.(call);
      requests.push(planned(call, url, session !== undefined, hide));
      const answer = session ?? rehearsal.read?.(call);
      if (answer !== undefined) return answer;
      hasEnded = true;
      // Not at once: what goes out beside this one is of the plan too.
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('a plan is not sent');
    },
    close: async () => undefined,
  };
  const nowMs = Date.now();
  const vendor = module.create({ name, url, credentials, settings: own, http });
  const signal = new AbortController().signal;
  const context = { operation: start.operation, stamp: PLANNED_STAMP, intendedAtMs: nowMs, nowMs: () => nowMs, signal };
  await vendor.start(start.params, context).catch((error: unknown) => {
    // A refusal by the vendor's part itself comes before any request of its own.
    if (!hasEnded) throw error;
  });
  return { requests, further: rehearsal.further?.(start.operation, start.params) ?? [] };
}

const SECRET_HEADER = /^(authorization|cookie|x-csrf-token)$/i;

function planned(call: Call, endpoint: URL, logIn: boolean, hide: (text: string) => string): PlannedRequest {
  const url = callUrl(call, endpoint);
  // Some have a user and password in their address.
  url.username = '';
  url.password = '';
  const headers = Object.entries(call.headers ?? {}).map(([name, value]) => [name, masked(name, hide(value))]);
  return {
    is: logIn ? 'logIn' : call.method === 'GET' ? 'read' : 'start',
    method: call.method,
    url: hide(url.href),
    headers: Object.fromEntries(headers),
    ...(call.body !== undefined && { body: logIn ? HIDDEN : hide(call.body) }),
  };
}

/** Sessions and tokens are secrets that no configuration names; a scheme is none. */
function masked(name: string, value: string): string {
  if (!SECRET_HEADER.test(name)) return value;
  const [, scheme = ''] = /^(\w+ )/.exec(value) ?? [];
  return `${scheme}${HIDDEN}`;
}
