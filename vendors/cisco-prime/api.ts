import type { z } from 'zod';
import { readShape, unexpected } from '../answers.ts';
import type { CallKind } from '../gate.ts';
import type { Answer, Call } from '../http.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { toQuery } from './filter.ts';
import type { Format } from './format.ts';
import { json } from './json-format.ts';
import { refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import {
  deployAnswer,
  deployPayload,
  historyAnswer,
  jobIdsPayload,
  type OperationStatus,
  operationAnswer,
  type PastJob,
  type Payload,
  queryAnswer,
  type RateLimits,
  rateLimitsAnswer,
  runIdsPayload,
  type Summary,
} from './wire.ts';
import { xml } from './xml-format.ts';

const FORMATS: Record<Settings['format'], Format> = { xml, json };

/** What a call is for and how long anybody waits for it. */
export interface Errand {
  kind: CallKind;
  signal: AbortSignal;
}

export interface SummaryPage {
  rows: Summary[];
  /** How many jobs there are by the vendor's count: more than the rows, where it did not send all. */
  count: number;
  /** When the vendor answered, by its own clock. */
  vendorMs: number | undefined;
}

/** What an operation on several ids did to each. */
export interface OperationResult {
  success: OperationStatus[];
  failure: OperationStatus[];
}

export type TriggerOperation = 'cancel' | 'suspend' | 'resume';

interface Request extends Pick<Call, 'method' | 'changes'> {
  path: string;
  query?: Record<string, string>;
  payload?: Payload;
  /** Another than the endpoint's. */
  apiVersion?: Settings['apiVersion'];
  /** @default true */
  keepsConnection?: boolean;
}

/** Prime's calls, each one HTTP request, in the endpoint's format and API version. */
export class PrimeApi {
  readonly endpoint: string;
  readonly username: string;
  readonly #access: EndpointAccess<Settings>;
  readonly #format: Format;

  constructor(access: EndpointAccess<Settings>) {
    this.endpoint = access.name;
    this.username = access.credentials.username;
    this.#access = access;
    this.#format = FORMATS[access.settings.format];
  }

  /** Starts a deploy and answers the job's name, which Prime makes. */
  async deploy(payload: z.input<typeof deployPayload>, startTime: string | undefined, errand: Errand): Promise<string> {
    const sent = await this.#send(errand, {
      method: 'PUT',
      path: 'op/cliTemplateConfiguration/deployTemplateThroughJob',
      changes: true,
      ...(startTime === undefined ? {} : { query: { startTime } }),
      payload: deployPayload.parse(payload),
    });
    const answer = this.#read(sent, deployAnswer, 'mgmtResponse');
    return answer.mgmtResponse.cliTemplateCommandJobResult.map(({ jobName }) => jobName).join();
  }

  async summaries(filter: Readonly<Record<string, string>>, errand: Errand): Promise<SummaryPage> {
    const query = { '.full': 'true', ...filter };
    return this.#page(await this.#send(errand, { method: 'GET', path: 'data/JobSummary', query }));
  }

  /** The job of this id; no rows where an answer came that shows none. */
  async summaryOf(jobId: string, errand: Errand): Promise<SummaryPage> {
    return this.#page(await this.#send(errand, { method: 'GET', path: `data/JobSummary/${jobId}` }));
  }

  async history(query: Record<string, string>, errand: Errand): Promise<PastJob[]> {
    const sent = await this.#send(errand, { method: 'GET', path: 'op/jobService/runhistory', query });
    return this.#read(sent, historyAnswer, 'mgmtResponse').mgmtResponse.job;
  }

  /**
   * The server's own limits. They came with v4, and hold for calls of every version. Asked on a connection of its own,
   * which Prime does not count among the user's sessions: whoever only asks may have none left.
   */
  async rateLimits(errand: Errand): Promise<RateLimits> {
    const how = { apiVersion: 'v4', keepsConnection: false } as const;
    const sent = await this.#send(errand, { method: 'GET', path: 'op/rateService/rateLimits', ...how });
    const [limits = {}] = this.#read(sent, rateLimitsAnswer, 'mgmtResponse').mgmtResponse.rateLimitsDTO;
    return limits;
  }

  /** Stops running instances. The ids are of runs, not of jobs. */
  cancelRuns(runIds: readonly string[], errand: Errand): Promise<OperationResult> {
    const payload = runIdsPayload.parse({ jobRunOperationPayload: { runIds: { runId: runIds.map(BigInt) } } });
    return this.#operate('op/jobService/cancelrunning', payload, errand);
  }

  /** `cancel` disables jobs' triggers for good, `suspend` until a `resume`. None touches a run that is on its way. */
  turnTriggers(operation: TriggerOperation, jobIds: readonly string[], errand: Errand): Promise<OperationResult> {
    const payload = jobIdsPayload.parse({ jobOperationPayload: { jobIds: { jobId: jobIds.map(BigInt) } } });
    return this.#operate(`op/jobService/${operation}`, payload, errand);
  }

  async #operate(path: string, payload: Payload, errand: Errand): Promise<OperationResult> {
    const sent = await this.#send(errand, { method: 'PUT', path, payload });
    const results = this.#read(sent, operationAnswer, 'mgmtResponse').mgmtResponse.operationResult;
    return {
      success: results.flatMap(({ success }) => success),
      failure: results.flatMap(({ failure }) => failure),
    };
  }

  #page(sent: Sent): SummaryPage {
    const { queryResponse } = this.#read(sent, queryAnswer, 'queryResponse');
    const rows = queryResponse.entity.map(({ jobSummaryDTO }) => jobSummaryDTO);
    const vendorMs = Date.parse(sent.answer.headers.get('date') ?? '');
    const count = Math.max(rows.length, Number(queryResponse['@count']) || 0);
    return { rows, count, vendorMs: Number.isNaN(vendorMs) ? undefined : vendorMs };
  }

  #read<S extends z.ZodType>({ call, answer }: Sent, schema: S, root: string): z.output<S> {
    return readShape(this.endpoint, call, schema, this.#format.read(this.endpoint, call, answer, root));
  }

  async #send({ kind, signal }: Errand, request: Request): Promise<Sent> {
    const { credentials, settings, http } = this.#access;
    const { path, query, payload, apiVersion = settings.apiVersion, keepsConnection = true, ...how } = request;
    const { username, password } = credentials;
    const call: Call = {
      ...how,
      kind,
      signal,
      path: `/webacs/api/${apiVersion}/${path}${this.#format.suffix}${query ? `?${toQuery(query)}` : ''}`,
      headers: {
        accept: this.#format.accept,
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        ...(payload === undefined ? {} : { 'content-type': this.#format.contentType }),
        ...(keepsConnection ? {} : { connection: 'close' }),
      },
      ...(payload === undefined ? {} : { body: this.#format.write(payload) }),
    };
    const answer = await http.send(call);
    if (answer.status >= 200 && answer.status < 300) return { call, answer };
    // Nothing says which status an operation has that failed for every id; its result counts, whatever the status.
    if (path.startsWith('op/jobService/') && answer.text.includes('operationResult')) return { call, answer };
    // A whole list that is "not found" is a wrong address or a proxy in the way, and no word about any job.
    if (answer.status === 404 && request.method === 'GET' && query !== undefined)
      throw unexpected(this.endpoint, call, 'answered 404');
    throw refusal(this.endpoint, call, answer);
  }
}

interface Sent {
  call: Call;
  answer: Answer;
}
