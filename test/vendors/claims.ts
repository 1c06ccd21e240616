import assert from 'node:assert/strict';
import type { Reading, State } from '../../contract/job.ts';
import type { CancelReply, Looked } from '../../contract/vendor.ts';
import { VendorError, type VendorErrorType } from '../../contract/vendor-error.ts';
import type { LedgerJob } from '../../simulators/index.ts';

/** The error with which a call fails, which must be a VendorError of one of the types. */
export async function failure(call: Promise<unknown>, ...types: VendorErrorType[]): Promise<VendorError> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    assert.ok(error instanceof VendorError, `expected a VendorError, found ${error}`);
    assert.ok(types.includes(error.type), `expected ${types.join(' or ')}, found ${error.type}: ${error.message}`);
    return error;
  }
  assert.fail(`expected ${types.join(' or ')}, found the answer ${JSON.stringify(answer)}`);
}

/** What a call answers, or the VendorError with which it fails. */
export async function settled<T>(call: Promise<T>): Promise<T | VendorError> {
  try {
    return await call;
  } catch (error) {
    assert.ok(error instanceof VendorError, `expected a VendorError, found ${error}`);
    return error;
  }
}

export function isReading(looked: Looked | undefined): asserts looked is Reading {
  assert.ok(looked !== undefined && !(looked instanceof Error), `expected a reading, found ${looked}`);
}

export function isNotFound(looked: Looked | undefined): void {
  assert.ok(looked instanceof VendorError && looked.type === 'NotFound', `expected NotFound, found ${show(looked)}`);
}

export function isReply(reply: CancelReply | Error | undefined, ...wanted: CancelReply['reply'][]): void {
  assert.ok(
    reply !== undefined && 'reply' in reply && wanted.includes(reply.reply),
    `expected ${wanted.join(' or ')}, found ${show(reply)}`,
  );
}

export function show(value: unknown): string {
  return value instanceof Error ? String(value) : JSON.stringify(value);
}

/** The state that a job of the ledger has, in Reeve's words. */
export function stateOf({ state, ended }: LedgerJob, partial: State): State {
  if (state === 'waiting') return 'queued';
  if (state === 'running') return 'running';
  return ended === 'partial' ? partial : (ended ?? 'failed');
}
