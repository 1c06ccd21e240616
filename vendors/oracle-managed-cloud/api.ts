import type { z } from 'zod';
import { readJson, readShape } from '../answers.ts';
import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { SCOPES, type Scope, type Settings } from './settings.ts';
import { cancelBody, createBody, type Execution, execution, scheduleBody } from './wire.ts';

const BASE = '/selfservice/v1';

/** What a call is for and how long anybody waits for it. */
export interface Errand {
  kind: CallKind;
  signal: AbortSignal;
}

/** An answer with the call that it is to. */
export interface Sent {
  call: Call;
  answer: Answer;
}

type Request = Pick<Call, 'method' | 'path' | 'changes'> & { scope: Scope; body?: object };

/** The vendor's calls, each one HTTP request. */
export class McsApi {
  readonly session: Session;
  readonly #instances: string;

  constructor(session: Session, { supportIdentifier, serviceType }: Settings) {
    this.session = session;
    this.#instances = `${BASE}/customers/${supportIdentifier}/${serviceType}/products/config/instances`;
  }

  get endpoint(): string {
    return this.session.endpoint;
  }

  /** Makes an execution without a schedule, and answers with its id. */
  async create(instanceId: string, body: z.input<typeof createBody>, errand: Errand): Promise<string> {
    const path = this.#executions(instanceId);
    const sent = await this.#send(errand, {
      method: 'POST',
      path,
      changes: true,
      scope: SCOPES.create,
      body: createBody.parse(body),
    });
    return this.read(sent, execution).id;
  }

  /** Schedules an execution, anew where it has a schedule. Answers with whatever status came. */
  schedule(instanceId: string, id: string, body: z.input<typeof scheduleBody>, errand: Errand): Promise<Sent> {
    const path = `${this.#executions(instanceId)}/${id}`;
    const checked = scheduleBody.parse(body);
    return this.#sendAny(errand, { method: 'PUT', path, changes: true, scope: SCOPES.approve, body: checked });
  }

  /** Takes an execution's schedule away. Answers with whatever status came. */
  cancel(instanceId: string, id: string, errand: Errand): Promise<Sent> {
    const path = `${this.#executions(instanceId)}/${id}`;
    const body = cancelBody.parse({ action: 'cancel' });
    return this.#sendAny(errand, { method: 'PUT', path, scope: SCOPES.approve, body });
  }

  async execution(instanceId: string, id: string, errand: Errand): Promise<Execution> {
    const path = `${this.#executions(instanceId)}/${id}`;
    return this.read(await this.#send(errand, { method: 'GET', path, scope: SCOPES.read }), execution);
  }

  /** A page of the customer's executions on one instance. */
  list(instanceId: string, paging: string, errand: Errand): Promise<Sent> {
    const path = `${this.#instances}/executions?target=${instanceId}&${paging}`;
    return this.#send(errand, { method: 'GET', path, scope: SCOPES.read });
  }

  /** One of the customer's executions, on whichever instance. */
  newest(errand: Errand): Promise<Sent> {
    const path = `${this.#instances}/executions?offset=0&limit=1`;
    return this.#send(errand, { method: 'GET', path, scope: SCOPES.read });
  }

  /** A page of what conflicts might be with, which without a time is what is open on the instance. */
  conflicts(instanceId: string, paging: string, errand: Errand): Promise<Sent> {
    const path = `${this.#executions(instanceId)}?${paging}`;
    return this.#send(errand, { method: 'GET', path, scope: SCOPES.approve });
  }

  /** A call below `executions`, where workflows are, whoever's instance they run on. */
  workflow(path: string, errand: Errand): Promise<Sent> {
    return this.#send(errand, { method: 'GET', path: `${BASE}/executions/${path}`, scope: SCOPES.read });
  }

  read<S extends z.ZodType>({ call, answer }: Sent, schema: S): z.output<S> {
    return readShape(this.endpoint, call, schema, readJson(this.endpoint, call, answer));
  }

  good(sent: Sent): Sent {
    const { status } = sent.answer;
    if (status >= 200 && status < 300) return sent;
    throw refusal(this.endpoint, sent.call, sent.answer);
  }

  async #send(errand: Errand, request: Request): Promise<Sent> {
    return this.good(await this.#sendAny(errand, request));
  }

  async #sendAny({ kind, signal }: Errand, { scope, body, ...request }: Request): Promise<Sent> {
    const sending = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const call: Call = { ...request, ...(body === undefined ? {} : sending), kind, signal };
    return { call, answer: await this.session.send(call, scope) };
  }

  #executions(instanceId: string): string {
    return `${this.#instances}/${instanceId}/executions`;
  }
}
