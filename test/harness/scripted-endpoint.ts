import type { Handle, Reading, State } from '../../contract/job.ts';
import type { CancelReply, Capabilities, Found, Started, SuspendReply } from '../../contract/vendor.ts';
import { VendorError, type VendorErrorType } from '../../contract/vendor-error.ts';
import type { Endpoint } from '../../vendors/endpoint.ts';
import { endpointSettings } from '../../vendors/endpoint-settings.ts';

/** What the scripted vendor does next at a verb; each step serves one call, the last one all that follow. */
type Script<T> = (T | VendorErrorType | (() => T | Promise<T>))[];

export interface Scripts {
  start?: Script<Started>;
  find?: Script<Found[]>;
  adopt?: Script<Started>;
  look?: Script<State | Reading>;
  cancel?: Script<CancelReply | CancelReply['reply']>;
  suspend?: Script<SuspendReply>;
  resume?: Script<SuspendReply>;
  capabilities?: Partial<Capabilities>;
}

export interface ScriptedEndpoint extends Endpoint {
  /** How often each verb was called. */
  calls: Record<'start' | 'find' | 'adopt' | 'look' | 'cancel' | 'suspend' | 'resume', number>;
}

let count = 0;

export const STARTED: Started = { handle: { id: 'v-1' }, vendorJobId: 'v-1' };

const CAPABILITIES: Capabilities = {
  cancel: 'both',
  find: { run: 'content' },
  startSettlesMs: 60_000,
  looksInOneCall: 1,
  cancelsInOneCall: 1,
  suspend: 'none',
  resume: 'none',
  percent: false,
  adopt: ['runId', 'jobId'],
  login: [],
  rateLimitSigns: [],
};

export function reading(state: State): Reading {
  return { state, words: state.toUpperCase(), readAt: new Date().toISOString() };
}

/**
 * An endpoint without a network, for workflow tests: the real activities call it, so that retries, delays and failure
 * types are the product's own. Parameters are those of `symantec-ccs run`.
 */
export function scriptedEndpoint(scripts: Scripts): ScriptedEndpoint {
  const calls = { start: 0, find: 0, adopt: 0, look: 0, cancel: 0, suspend: 0, resume: 0 };
  const play = async <T>(verb: keyof typeof calls, script: Script<T>): Promise<T> => {
    const step = script[Math.min(calls[verb], script.length - 1)];
    calls[verb] += 1;
    if (step === undefined) throw new Error(`the script has no step for ${verb}`);
    if (typeof step === 'function') return (step as () => T)();
    if (typeof step === 'string' && isErrorType(step)) throw new VendorError(step, `scripted ${step}`);
    return step as T;
  };
  const look = async (_handle: Handle) => {
    const seen = await play('look', scripts.look ?? ['succeeded']);
    return typeof seen === 'string' ? reading(seen as State) : (seen as Reading);
  };
  const cancel = async () => {
    const reply = await play('cancel', scripts.cancel ?? ['accepted']);
    return (typeof reply === 'string' ? { reply } : reply) as CancelReply;
  };
  return {
    hasRoom: () => true,
    name: `lab-${++count}`,
    vendorName: 'symantec-ccs',
    capabilities: { ...CAPABILITIES, ...scripts.capabilities },
    settings: settings(),
    calls,
    look,
    cancel,
    close: async () => undefined,
    vendor: {
      start: () => play('start', scripts.start ?? [STARTED]),
      find: () => play('find', scripts.find ?? [[]]),
      adopt: () => play('adopt', scripts.adopt ?? [STARTED]),
      look: (handles) => Promise.all(handles.map(look)),
      cancel: (asks) => Promise.all(asks.map(cancel)),
      check: () => Promise.reject(new Error('a scripted endpoint has nothing to check')),
      suspend: async () => [await play('suspend', scripts.suspend ?? [{ reply: 'accepted' }])],
      resume: async () => [await play('resume', scripts.resume ?? [{ reply: 'accepted' }])],
    },
  };
}

function isErrorType(text: string): text is VendorErrorType {
  return /^[A-Z]/.test(text);
}

function settings(): Endpoint['settings'] {
  const credentials = { username: 'tester', password: 'none' };
  const parsed = endpointSettings.parse({
    vendor: 'symantec-ccs',
    url: 'https://lab.test',
    credentials,
    intervals: { least: '1s' },
  });
  return { ...parsed, vendor: 'symantec-ccs', own: {} };
}
