import type { JobRequest } from '../contract/job.ts';
import { checkRequest } from '../contract/request.ts';
import { BadInput } from './bad-input.ts';
import { readNameValues } from './name-values.ts';
import { type ParamsOptions, readParams } from './params-input.ts';

export interface RequestOptions extends ParamsOptions {
  expiresIn?: string;
  key?: string;
  label?: string[];
  onStop?: string;
  startBy?: string;
  startTimeout?: string;
  giveUpAfter?: string;
  adopt?: string[];
}

/** The request that somebody typed, with every mistake in its envelope at once. */
export async function readRequest(endpoint: string, operation: string, options: RequestOptions): Promise<JobRequest> {
  const request = await typedRequest(endpoint, operation, options);
  const problems = checkRequest(request);
  if (problems.length > 0) throw new BadInput(...problems);
  return request as unknown as JobRequest;
}

/** The same before its envelope is checked. */
export async function typedRequest(
  endpoint: string | undefined,
  operation: string | undefined,
  options: RequestOptions,
): Promise<Record<string, unknown>> {
  const { expiresIn, key, label, onStop, startBy, startTimeout, giveUpAfter, adopt } = options;
  const params = await readParams(options);
  return {
    ...(endpoint !== undefined && { endpoint }),
    ...(operation !== undefined && { operation }),
    ...(params !== undefined && { params }),
    ...(expiresIn !== undefined && { expiresIn }),
    ...(key !== undefined && { key }),
    ...(label !== undefined && { labels: label }),
    ...(onStop !== undefined && { onStop }),
    ...(startBy !== undefined && { startBy }),
    ...(startTimeout !== undefined && { startTimeout }),
    ...(giveUpAfter !== undefined && { stop: { giveUpAfter } }),
    ...(adopt !== undefined && { adopt: readNameValues('--adopt', adopt, false) }),
  };
}
