import type { z } from 'zod';
import { VendorError } from '../../contract/vendor-error.ts';
import { readJson, readShape } from '../answers.ts';
import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { type Row, rowList, rowShape } from './wire.ts';
import { isPage } from './words.ts';

/** What a call is for and how long anybody waits for it. */
export interface Errand {
  kind: CallKind;
  signal: AbortSignal;
}

/** Jobs as one answer shows them. */
export interface RowsRead {
  rows: Row[];
  /** A row that cannot be read: it spoils no other row, but what is missing may be it. */
  unreadable: VendorError | undefined;
  /** When the vendor answered, by its own clock to the second; undefined where it does not say. */
  answeredAtMs: number | undefined;
}

export type Request = Pick<Call, 'method' | 'path' | 'changes' | 'body'>;

/** An answer with the call that it is to. */
export interface Sent {
  call: Call;
  answer: Answer;
}

export function isGood({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** The vendor's calls, each one HTTP request. */
export class LxcaApi {
  readonly endpoint: string;
  readonly #session: Session;

  constructor(session: Session) {
    this.endpoint = session.endpoint;
    this.#session = session;
  }

  /** Tasks by their ids; undefined where the vendor answers that it does not find them, which may mean one of them. */
  tasks(ids: readonly string[], errand: Errand): Promise<RowsRead | undefined> {
    return this.#read(`/tasks/${ids.join(',')}`, errand);
  }

  /** One job of the older list; undefined where the vendor does not know it. */
  job(id: string, errand: Errand): Promise<RowsRead | undefined> {
    return this.#read(`/jobs/${id}`, errand);
  }

  /** Every job, without its sub-tasks where the vendor can leave them out. */
  async allJobs(errand: Errand): Promise<RowsRead> {
    const read = (await this.#read('/tasks?compact=true', errand)) ?? (await this.#read('/jobs', errand));
    if (read !== undefined) return read;
    // A whole list that is "not found" is a wrong address, and no word about any job.
    throw new VendorError('UnexpectedResponse', `${this.endpoint}: GET /tasks and GET /jobs: answered 404`);
  }

  /** Answers with whatever status came. */
  async send(request: Request, errand: Errand): Promise<Sent> {
    const headers = request.body === undefined ? {} : { 'content-type': 'application/json' };
    const call: Call = { ...request, ...errand, headers };
    return { call, answer: await this.#session.send(call) };
  }

  /** Answers with a good status only. */
  async sendWell(request: Request, errand: Errand): Promise<Sent> {
    const sent = await this.send(request, errand);
    if (isGood(sent.answer)) return sent;
    throw refusal(this.endpoint, sent.call, sent.answer);
  }

  json<S extends z.ZodType>({ call, answer }: Sent, schema: S): z.output<S> {
    return readShape(this.endpoint, call, schema, readJson(this.endpoint, call, answer));
  }

  async #read(path: string, errand: Errand): Promise<RowsRead | undefined> {
    const sent = await this.send({ method: 'GET', path }, errand);
    const { call, answer } = sent;
    if (answer.status === 404 && !isPage(answer.text)) return undefined;
    if (!isGood(answer)) throw refusal(this.endpoint, call, answer);
    const answeredAtMs = Date.parse(answer.headers.get('date') ?? '');
    const list = path.startsWith('/jobs/') ? [readJson(this.endpoint, call, answer)].flat() : this.json(sent, rowList);
    const read: RowsRead = {
      rows: [],
      unreadable: undefined,
      answeredAtMs: Number.isNaN(answeredAtMs) ? undefined : answeredAtMs,
    };
    for (const raw of list) {
      try {
        read.rows.push(readShape(this.endpoint, call, rowShape, raw));
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        read.unreadable = error;
      }
    }
    return read;
  }
}
