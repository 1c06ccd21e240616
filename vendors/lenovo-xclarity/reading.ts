import type { Reading } from '../../contract/job.ts';
import { knownState, stateOf } from './states.ts';
import { type Row, rowShape } from './wire.ts';

/** More sub-tasks than these are counted, not told. */
const MOST_TOLD = 5;
const LONGEST = 1_000;

/** Sub-tasks at any depth that cannot be read are passed over: they are for people. */
function failedBelow(row: Row, depth = 0): Row[] {
  if (depth > 5) return [];
  return row.children.flatMap((raw) => {
    const child = rowShape.safeParse(raw).data;
    if (child === undefined) return [];
    const below = failedBelow(child, depth + 1);
    return stateOf(child.words) === 'failed' && below.length === 0 ? [child] : below;
  });
}

function describeFailed(failed: readonly Row[]): string[] {
  const told = failed
    .slice(0, MOST_TOLD)
    .map(({ jobId, words, message }) => `sub-task ${jobId ?? 'without id'} ${words}${message ? `: ${message}` : ''}`);
  return failed.length > MOST_TOLD ? [...told, `and ${failed.length - MOST_TOLD} more`] : told;
}

/** What a job's row says of it. Only the job's own state decides; what its sub-tasks say is told beside it. */
export function readingOf(row: Row): Reading {
  const message = [row.message, ...describeFailed(failedBelow(row))].filter(Boolean).join('; ');
  const { startTime, endTime } = row;
  return {
    state: stateOf(row.words),
    words: row.words,
    ...(knownState(row.words) === undefined && { unknownWords: true }),
    ...(row.percentage === undefined ? {} : { percent: Math.round(row.percentage) }),
    ...(message === '' ? {} : { message: message.slice(0, LONGEST) }),
    ...(endTime === undefined ? {} : { result: { ...(startTime === undefined ? {} : { startTime }), endTime } }),
    readAt: new Date().toISOString(),
  };
}
