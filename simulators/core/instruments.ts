import { z } from 'zod';
import type { Call, Reply } from './call.ts';
import type { FaultBook } from './fault-book.ts';
import { type Control, control, type FaultRule, jobPatch } from './fault-script.ts';
import type { Ledger } from './ledger.ts';
import { jsonReply } from './send.ts';

export interface Instruments {
  ledger: Ledger;
  faults: FaultBook;
  control(action: Control): boolean;
  inventory(): unknown;
}

export function isInstrument(path: string): boolean {
  return path.startsWith('/_');
}

function ledgerRoute({ method }: Call, { ledger }: Instruments): Reply {
  if (method === 'DELETE') ledger.resetCalls();
  return jsonReply(200, ledger.report());
}

function faultsRoute({ method, body }: Call, { faults }: Instruments): Reply {
  if (method === 'DELETE') faults.clear();
  if (method !== 'POST') return jsonReply(200, faults.list());
  return jsonReply(201, faults.add(JSON.parse(body) as FaultRule | FaultRule[]));
}

function controlRoute({ body }: Call, instruments: Instruments): Reply {
  return instruments.control(control.parse(JSON.parse(body))) ? jsonReply(200, {}) : jsonReply(404, {});
}

function jobRoute({ path, body }: Call, instruments: Instruments): Reply {
  const job = path.slice('/_jobs/'.length);
  const patch = jobPatch.parse(JSON.parse(body));
  const isKnown = instruments.control({ do: 'setJob', job, patch, when: 'after' });
  return isKnown ? jsonReply(200, {}) : jsonReply(404, { message: `no job ${job}` });
}

function route(call: Call, instruments: Instruments): Reply {
  if (call.path === '/_ledger') return ledgerRoute(call, instruments);
  if (call.path === '/_faults') return faultsRoute(call, instruments);
  if (call.path === '/_control') return controlRoute(call, instruments);
  if (call.path.startsWith('/_jobs/')) return jobRoute(call, instruments);
  if (call.path === '/_inventory') return jsonReply(200, instruments.inventory());
  return jsonReply(404, { message: 'instruments: /_ledger /_faults /_control /_jobs/{id} /_inventory' });
}

/** The test instruments. They ask for no log-in: the simulators listen on the loopback interface only. */
export function answerInstrument(call: Call, instruments: Instruments): Reply {
  try {
    return route(call, instruments);
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return jsonReply(400, { message });
  }
}
