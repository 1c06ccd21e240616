import type { ScheduleDefinition, ScheduledJob, SchedulePlan } from '../client/index.ts';
import { formatDuration, parseDuration } from '../contract/duration.ts';
import type { Problem } from '../contract/request.ts';
import { BadInput } from './bad-input.ts';
import { checkEarly } from './early-check.ts';
import { printNote } from './print.ts';
import { localTime } from './schedule-lines.ts';
import { asTyped } from './schedule-options.ts';

/** Checks a typed definition, its job as `reeve run` would; throws `BadInput` with all mistakes. */
export async function checkTyped(
  name: string,
  definition: Record<string, unknown>,
  config: string | undefined,
  found: readonly Problem[],
): Promise<SchedulePlan> {
  const { planSchedule } = await import('../client/index.ts');
  const problems = [...found];
  let plan: SchedulePlan | undefined;
  try {
    plan = planSchedule(name, definition as unknown as ScheduleDefinition);
  } catch (error) {
    problems.push(...asTyped(problemsOf(error)));
  }
  problems.push(...(await earlyProblems(definition.job as ScheduledJob, config)));
  if (problems.length > 0 || plan === undefined) throw new BadInput(...problems);
  return plan;
}

/** What `reeve run` would refuse of a scheduled job. */
export async function earlyProblems(
  job: Partial<ScheduledJob> | null | undefined,
  config: string | undefined,
): Promise<readonly Problem[]> {
  const { exampleOf } = await import('../client/index.ts');
  // That there is none is told by the check of the definition.
  if (typeof job?.endpoint !== 'string' || typeof job.operation !== 'string') return [];
  try {
    await checkEarly(exampleOf(job as ScheduledJob), config);
    return [];
  } catch (error) {
    return problemsOf(error);
  }
}

function problemsOf(error: unknown): readonly Problem[] {
  const isInput = Error.isError(error) && (error.name === 'BadInput' || error.name === 'InvalidRequest');
  if (isInput) return (error as BadInput).problems;
  throw error;
}

/** What somebody should know before it is so. */
export function tellPlan({ next, settled }: SchedulePlan): void {
  const { timeZone, jitter, overlap, job } = settled;
  const later = jitter === undefined ? '' : `, each up to ${jitter} later`;
  printNote(next.length < 10 ? `Its only ${next.length} times${later}:` : `Its next ${next.length} times${later}:`);
  for (const time of next) printNote(`  ${time}  ${localTime(time, timeZone)}`);
  const gapMs = Math.min(...next.slice(1).map((time, index) => Date.parse(time) - Date.parse(next[index] ?? time)));
  const isHeldUp = overlap !== 'allowAll' && overlap !== 'cancelOther' && overlap !== 'terminateOther';
  if (isHeldUp && (parseDuration(job.expiresIn) ?? Number.POSITIVE_INFINITY) > gapMs) {
    const what = overlap === 'skip' ? 'is skipped' : 'waits';
    printNote(
      `Note: a run may last ${job.expiresIn}, and the next one comes after ${formatDuration(gapMs)}: then it ${what}.`,
    );
  }
  if (overlap === 'terminateOther') {
    printNote(
      'Warning: terminateOther runs no stop: the job before runs on at the vendor, beside the next one, until reclaim finds it.',
    );
    printNote('  What to do: cancelOther stops it truly first.');
  }
  if (overlap === 'allowAll' && job.onStop !== 'leave') {
    printNote(
      'Note: with allowAll several runs may be at the vendor at once, and a long one is never told as hanging.',
    );
  }
}
