import { z } from 'zod';
import { readJson, unexpected } from '../answers.ts';
import { isGood, type LxcaApi, type Sent } from './api.ts';
import { id } from './wire.ts';
import { isFailure, readRefusal } from './words.ts';

const JOB_PATH = /\/(?:jobs|tasks)\/([A-Za-z0-9-]{1,64})\/?(?:\?.*)?$/;
const ID_NAMES = /^(job_?id|job_?uid|task_?id)$/i;
const URL_NAMES = /^job_?url$/i;
/** The part of an answer that is searched: job ids stand near its top. */
const DEEPEST = 8;

/**
 * The id of the job that an action has made: from `Location`, or from the one place in the body that names a job. Of a
 * URL only the id is used, so it does not matter where the URL leads.
 */
export function readJobId(api: LxcaApi, sent: Sent): string {
  const { call, answer } = sent;
  const located = fromUrl(answer.headers.get('location'));
  if (located !== undefined) return located;
  if (isGood(answer) && isFailure(answer.text)) throw unexpected(api.endpoint, call, readRefusal(answer.text));
  if (answer.text.trim() === '') throw unexpected(api.endpoint, call, 'the answer names no job');
  const named = namesIn(readJson(api.endpoint, call, answer), 0);
  // A task is a part of its job: it counts only where no job is named.
  for (const kind of ['job', 'task']) {
    const ids = new Set(named.filter(([name]) => name.startsWith(kind)).map(([, value]) => value));
    const [only] = ids;
    if (ids.size === 1 && only !== undefined) return only;
    if (ids.size > 1) throw unexpected(api.endpoint, call, `the answer names several jobs: ${[...ids].slice(0, 10)}`);
  }
  throw unexpected(api.endpoint, call, 'the answer names no job');
}

function fromUrl(text: unknown): string | undefined {
  return typeof text === 'string' ? JOB_PATH.exec(text)?.[1] : undefined;
}

const record = z.record(z.string(), z.unknown());

/** Every id in the value with the name, in lower case, that it stands under. */
function namesIn(value: unknown, depth: number): [name: string, id: string][] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, depth + 1));
  return Object.entries(record.safeParse(value).data ?? {}).flatMap(([name, inner]): [string, string][] => {
    const found = URL_NAMES.test(name) ? fromUrl(inner) : ID_NAMES.test(name) ? id.safeParse(inner).data : undefined;
    return found === undefined ? namesIn(inner, depth + 1) : [[name.toLowerCase(), found]];
  });
}
