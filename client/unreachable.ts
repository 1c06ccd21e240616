import { isGrpcServiceError } from '@temporalio/client';
import { TemporalUnreachable } from './errors.ts';

/** gRPC's numbers for what happened to a call. */
export const GRPC = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

const NOT_REACHED = new Set<number | undefined>([
  GRPC.CANCELLED,
  GRPC.DEADLINE_EXCEEDED,
  GRPC.PERMISSION_DENIED,
  GRPC.UNAVAILABLE,
  GRPC.UNAUTHENTICATED,
]);

/** The gRPC code and words of a failed call, found below the SDK's own errors. */
export function grpcFailure(error: unknown): { code: number; details: string } | undefined {
  for (let cause = error; Error.isError(cause); cause = cause.cause) {
    if (isGrpcServiceError(cause)) return { code: cause.code, details: cause.details || cause.message };
  }
  return undefined;
}

/** True where a call took longer than it might. gRPC words that as canceled when it happens between two attempts. */
export function isOverdue(error: unknown): boolean {
  const code = grpcFailure(error)?.code;
  return code === GRPC.DEADLINE_EXCEEDED || code === GRPC.CANCELLED;
}

/** True where the call's failure says nothing of the job, only that Temporal did not take the call. */
export function isUnreachable(error: unknown): boolean {
  return NOT_REACHED.has(grpcFailure(error)?.code) || nameOf(error) === 'NamespaceNotFoundError';
}

export function unreachable(error: unknown, where: string): TemporalUnreachable {
  const words = isOverdue(error) ? 'no answer in time' : (grpcFailure(error)?.details ?? wordsOf(error));
  return new TemporalUnreachable(`Temporal ${where} cannot be used: ${words}`, { cause: error });
}

function wordsOf(error: unknown): string {
  return Error.isError(error) ? error.message : String(error);
}

function nameOf(error: unknown): string {
  return Error.isError(error) ? error.name : '';
}
