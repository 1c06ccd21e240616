import { randomUUID } from 'node:crypto';

const SHORT = /^[a-z0-9-]{1,40}\/[A-Za-z0-9._:-]{1,200}$/;

/** The workflow id of a job: a UUID stands in for the key of a job without one. */
export function jobIdFor(endpoint: string, key: string = randomUUID()): string {
  return `job/${endpoint}/${key}`;
}

/**
 * The workflow id that somebody means: `<endpoint>/<key>` is completed, everything else is taken as it is, since
 * `runJob` may have been started under any workflow id.
 */
export function jobIdFrom(text: string): string {
  return SHORT.test(text) ? `job/${text}` : text;
}
