import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';
import { NamespaceNotPrepared } from './errors.ts';
import { GRPC, grpcFailure } from './unreachable.ts';

/** A start that the server refused for want of Reeve's search attributes, said so that it can be mended. */
export function explainRefusedStart(error: unknown): unknown {
  const failure = grpcFailure(error);
  if (failure?.code !== GRPC.INVALID_ARGUMENT || !/search attribute/i.test(failure.details)) return error;
  const options = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `--name ${name} --type ${type}`);
  return new NamespaceNotPrepared(`the namespace lacks Reeve's search attributes: ${failure.details}`, [
    `temporal operator search-attribute create ${options.join(' ')}`,
  ]);
}
