import { VendorError } from '../../contract/vendor-error.ts';
import { readJson, readShape } from '../answers.ts';
import type { CallKind } from '../gate.ts';
import type { Call } from '../http.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { BASE, type Run, runRows, runShape } from './wire.ts';

/** Longer lists are asked for without messages, which are for people: they have to fit into what Reeve reads. */
const MOST_WITH_MESSAGES = 100;

interface ListAsk {
  jobId: string;
  /** How many of the latest runs; 0 for all. */
  count: number;
  kind: CallKind;
  signal: AbortSignal;
}

export interface RunList {
  runs: Run[];
  /** A row that cannot be read: it spoils no other row, but what is missing may be it. */
  unreadable: VendorError | undefined;
  /** When the vendor answered, by its own clock to the second; undefined where it does not say. */
  answeredAtMs: number | undefined;
}

/** The runs of one job. */
export async function listRuns(session: Session, { jobId, count, kind, signal }: ListAsk): Promise<RunList> {
  const { endpoint } = session;
  const path = `${BASE}/Jobs/${jobId}/jobruns?count=${count}&showmessages=${count > 0 && count <= MOST_WITH_MESSAGES}`;
  const call: Call = { kind, method: 'GET', path, signal };
  const answer = await session.send(call);
  if (answer.status !== 200) throw refusal(endpoint, call, answer);
  const list: RunList = { runs: [], unreadable: undefined, answeredAtMs: undefined };
  for (const row of readShape(endpoint, call, runRows, readJson(endpoint, call, answer))) {
    try {
      list.runs.push(readShape(endpoint, call, runShape, row));
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      list.unreadable = error;
    }
  }
  const answeredAtMs = Date.parse(answer.headers.get('date') ?? '');
  if (!Number.isNaN(answeredAtMs)) list.answeredAtMs = answeredAtMs;
  return list;
}
