import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Call } from '../core/call.ts';
import type { Appliance } from './appliance.ts';
import type { Callback } from './job.ts';

const LONGEST_MS = 5000;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A request of the same user's, to the management server itself. */
function ownCall(call: Call, target: URL, { method, body }: Callback): Call {
  const text = body === undefined ? '' : JSON.stringify(body);
  const path = decodeURI(target.pathname);
  return { ...call, method, path, rawQuery: target.search.slice(1), query: target.searchParams, body: text, ids: [] };
}

/** Somebody else's server: no credentials go along, and a redirect is an answer like any other. */
function callOutside(target: URL, { method, body }: Callback): Promise<boolean> {
  return new Promise((resolve) => {
    const send = target.protocol === 'https:' ? secureRequest : plainRequest;
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const request = send(target, { method, headers, agent: false }, (response) => {
      response.resume();
      resolve(isSuccess(response.statusCode ?? 0));
    });
    request.setTimeout(LONGEST_MS, () => request.destroy(new Error('callback timed out')));
    request.on('error', () => resolve(false));
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function targetOf(call: Call, url: string): URL | undefined {
  return URL.canParse(url, call.origin) ? new URL(url, call.origin) : undefined;
}

/** Calls a cancel callback, and `onSuccess` when it answers 2xx: at once where the server calls itself, later elsewhere. */
export function callBack(callback: Callback, call: Call, appliance: Appliance, onSuccess: () => void): void {
  const target = targetOf(call, callback.url);
  if (target === undefined) return;
  if (target.origin === new URL(call.origin).origin) {
    if (isSuccess(appliance.dispatch(ownCall(call, target, callback)).status)) onSuccess();
    return;
  }
  // A simulator never leaves the machine.
  if (!LOOPBACK.test(target.hostname) || !target.protocol.startsWith('http')) return;
  void callOutside(target, callback).then((isDone) => {
    if (isDone) onSuccess();
  });
}
