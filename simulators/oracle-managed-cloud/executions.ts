import type { Call } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Ledger, LedgerJob } from '../core/ledger.ts';
import { type Activity, behaviourOf } from './activities.ts';
import type { Duration, Execution, Parameter, Place } from './execution.ts';
import type { Product } from './products.ts';
import { mailOf } from './users.ts';

export interface NewExecution {
  /** @default 'config' */
  product?: Product;
  place: Place;
  summary: string;
  duration: Duration;
  bounce: boolean;
  activity: Activity;
  type: string;
  parameters?: Parameter[];
  request?: Record<string, unknown>;
  contact?: string;
  note?: string;
  user: string;
  call?: Call;
  id?: string;
  parent?: Execution;
}

export interface Executions {
  /** Oldest first. */
  all(): Execution[];
  /** What the API shows. */
  visible(): Execution[];
  create(asked: NewExecution): Execution;
  remove(execution: Execution): void;
}

const FIRST_ID = Number.parseInt('8K00000', 36);

/** The same text for the same work, whatever its summary and note say. */
function contentOf({ place, activity, type, parameters = [] }: NewExecution): string {
  const values = parameters
    .map(({ name, value }) => `${name}=${value}`)
    .toSorted((one, other) => one.localeCompare(other));
  return [place.csi, place.serviceType, place.target, activity.config, activity.name, type, ...values].join('/');
}

/** What comes down-stream of another one was not asked for by a call of its own; its run id is its parent's. */
function enterLedger(ledger: Ledger, asked: NewExecution, id: string): LedgerJob {
  const { summary: name, user, call, parent } = asked;
  const words = 'Open/Ready For Scheduling/Approval';
  const entry = { id, name, user, words, state: 'waiting' as const, content: contentOf(asked) };
  if (parent !== undefined) return ledger.accepted({ ...entry, runId: parent.id });
  return ledger.accepted(call === undefined ? entry : { ...entry, call });
}

function newExecution(asked: NewExecution, id: string, now: number, ledger: Ledger): Execution {
  const { activity, type, user, parameters = [], note = '', contact = mailOf(user), call: _call, ...rest } = asked;
  const { product = 'config', request = {} } = asked;
  const by = mailOf(user);
  return {
    ...rest,
    id,
    product,
    request,
    activity,
    type,
    parameters,
    contact,
    note,
    behaviour: behaviourOf(activity, type),
    state: 'open',
    createdAt: now,
    createdBy: by,
    updatedAt: now,
    updatedBy: by,
    downStream: [],
    timer: () => {},
    isDue: false,
    isStopping: false,
    ledger: enterLedger(ledger, asked, id),
    shown: {},
    hiddenUntil: 0,
  };
}

export function createExecutions(clock: Clock, ledger: Ledger): Executions {
  let executions: Execution[] = [];
  let lastId = FIRST_ID;
  return {
    all: () => executions,
    visible: () => executions.filter((execution) => execution.hiddenUntil <= clock.now()),
    create(asked) {
      lastId += 1;
      const id = asked.id ?? `3-${lastId.toString(36).toUpperCase()}`;
      const execution = newExecution(asked, id, clock.now(), ledger);
      executions.push(execution);
      asked.parent?.downStream.push(execution);
      return execution;
    },
    remove(execution) {
      executions = executions.filter((other) => other !== execution);
    },
  };
}
