import type { Clock } from '../core/clock.ts';
import { formatDate } from './dates.ts';
import type { Execution } from './execution.ts';
import { KINDS } from './products.ts';
import { WORDS } from './words.ts';

export interface Step {
  stepId: number;
  name: string;
  status: string | undefined;
  endTime?: string | undefined;
  hasSubStep: boolean;
  remark: string;
}

type Outcome = 'open' | 'running' | 'succeeded' | 'partial' | 'failed';

/** The stage that does the work, counted from 0: the one that has steps of its own. */
const APPLY = 1;
const NODES = ['app01', 'app02', 'db01'];

function stagesOf({ product, bounce }: Execution): string[] {
  const isBouncedAfter = bounce && product !== 'bounce';
  return ['Pre-checks', KINDS[product].work, ...(isBouncedAfter ? ['Bounce services'] : []), 'Post-checks'];
}

/** How much of its time has passed, from 0 to 1. */
function shareOf({ state, startedAt, behaviour }: Execution, { now, realMs }: Clock): number {
  if (state === 'open' || state === 'scheduled') return 0;
  if (state !== 'running') return 1;
  return Math.min(1, (now() - (startedAt ?? now())) / realMs(behaviour.seconds));
}

/** Of one of `count` things done one after the other. */
function outcomeAt(index: number, count: number, share: number, isBegun: boolean): Outcome {
  if (share * count >= index + 1) return 'succeeded';
  return isBegun && share * count >= index ? 'running' : 'open';
}

function stageOutcome(execution: Execution, index: number, share: number): Outcome {
  const stages = stagesOf(execution);
  const isApply = index === APPLY;
  if (execution.state === 'failed') return isApply ? 'failed' : index < APPLY ? 'succeeded' : 'open';
  if (execution.state === 'partial' && isApply) return 'partial';
  return outcomeAt(index, stages.length, share, execution.state === 'running');
}

/** A failure stops at the first node, and a partial one leaves out the last. */
function nodeOutcome(execution: Execution, index: number, share: number): Outcome {
  if (execution.state === 'failed') return index === 0 ? 'failed' : 'open';
  if (execution.state === 'partial') return index === NODES.length - 1 ? 'failed' : 'succeeded';
  const stages = stagesOf(execution);
  const within = Math.min(1, Math.max(0, share * stages.length - APPLY));
  return outcomeAt(index, NODES.length, within, stageOutcome(execution, APPLY, share) === 'running');
}

function remarkOf(outcome: Outcome, execution: Execution, node?: string): string {
  if (outcome === 'succeeded') return 'Completed.';
  const isBad = outcome === 'failed' || outcome === 'partial';
  const where = node ?? (execution.state === 'failed' ? NODES[0] : NODES.at(-1));
  return isBad ? `ORA-20001: ${execution.activity.name} could not be applied on ${where}.` : '';
}

/** The root's steps for 0, those of a step for its id; undefined: there is no such step. */
export function stepsOf(execution: Execution, stepId: number, clock: Clock, offset: number): Step[] | undefined {
  const share = shareOf(execution, clock);
  const stages = stagesOf(execution);
  const apply = APPLY + 1;
  if (stepId < 0 || stepId > stages.length) return undefined;
  if (stepId > 0 && stepId !== apply) return [];
  const isRoot = stepId === 0;
  const names = isRoot ? stages : NODES;
  const spanMs = execution.endedAt === undefined ? clock.realMs(execution.behaviour.seconds) : endedSpan(execution);
  return names.map((name, index) => {
    const outcome = isRoot ? stageOutcome(execution, index, share) : nodeOutcome(execution, index, share);
    const done = isRoot ? (index + 1) / names.length : (apply - 1 + (index + 1) / names.length) / stages.length;
    const isDone = outcome !== 'open' && outcome !== 'running';
    return {
      stepId: isRoot ? index + 1 : apply * 10 + index + 1,
      name,
      status: WORDS[outcome].workflowStatus,
      endTime: isDone ? formatDate((execution.startedAt ?? 0) + spanMs * done, offset) : undefined,
      hasSubStep: isRoot && index === APPLY,
      remark: remarkOf(outcome, execution, isRoot ? undefined : name),
    };
  });
}

function endedSpan({ startedAt = 0, endedAt = startedAt }: Execution): number {
  return endedAt - startedAt;
}
