import type { JobRequest } from '../contract/job.ts';
import { checkRequest } from '../contract/request.ts';
import { canonicalJson, digestOf } from './canonical-json.ts';
import { InvalidRequest } from './errors.ts';

/** The request goes into the history and the memo, and Temporal takes 2 MB for each and 4 MB for both. */
const GREATEST_BYTES = 1024 * 1024;

/** The request as plain JSON with its digest; throws `InvalidRequest` with every mistake in its envelope. */
export function checked(given: JobRequest): { request: JobRequest; digest: string } {
  const problems = checkRequest(given);
  if (problems.length > 0) throw new InvalidRequest(problems);
  const text = jsonOf(given);
  const bytes = Buffer.byteLength(text);
  if (bytes > GREATEST_BYTES) {
    throw new InvalidRequest([
      { field: 'request', found: `${bytes} bytes`, expected: `at most ${GREATEST_BYTES} bytes` },
    ]);
  }
  const request = JSON.parse(text) as JobRequest;
  return { request, digest: digestOf(request) };
}

function jsonOf(request: JobRequest): string {
  try {
    return canonicalJson(request);
  } catch (error) {
    const found = `something that is not (${Error.isError(error) ? error.message.split('\n')[0] : error})`;
    throw new InvalidRequest([{ field: 'params', found, expected: 'plain JSON' }]);
  }
}
