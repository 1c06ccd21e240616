import { NamespaceNotPrepared } from './errors.ts';
import { SEARCH_ATTRIBUTE_NAMES, searchAttributeCommands } from './search-attribute-commands.ts';
import { GRPC, grpcFailure } from './unreachable.ts';

/** A start that the server refused for want of Reeve's search attributes, said so that it can be mended. */
export function explainRefusedStart(error: unknown): unknown {
  const failure = grpcFailure(error);
  if (failure?.code !== GRPC.INVALID_ARGUMENT || !/search attribute/i.test(failure.details)) return error;
  const [command = ''] = searchAttributeCommands(SEARCH_ATTRIBUTE_NAMES);
  return new NamespaceNotPrepared(`the namespace lacks Reeve's search attributes: ${failure.details}`, [command]);
}
