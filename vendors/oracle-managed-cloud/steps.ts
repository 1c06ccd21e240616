import type { Errand, McsApi } from './api.ts';
import { readWorkflow } from './states.ts';
import { type Step, steps } from './wire.ts';

/** How deep a failure is followed to the step that failed first. */
const DEEPEST = 3;
const LONGEST = 400;

async function readSteps(api: McsApi, id: string, stepId: string, errand: Errand): Promise<Step[]> {
  const path = `${id}/status/details?stepId=${encodeURIComponent(stepId)}&requestor=CONFIG`;
  return api.read(await api.workflow(path, errand), steps).subSteps;
}

function describe({ name, stepId, status, remark }: Step): string {
  const words = `${name ?? `step ${stepId}`}${status === undefined ? '' : ` (${status})`}`;
  return remark === undefined ? words : `${words}: ${remark}`;
}

/** Which step an execution is at. The vendor tells no percentage, and none is made of the number of steps. */
export async function describeProgress(api: McsApi, id: string, errand: Errand): Promise<string | undefined> {
  try {
    const list = await readSteps(api, id, '0', errand);
    const at = list.findIndex(({ status }) => readWorkflow(status) !== 'succeeded');
    const step = list[at];
    return step && `step ${at + 1} of ${list.length}: ${describe(step)}`.slice(0, LONGEST);
  } catch {
    // It is only for people, and the state is known: a look does not fail for it.
    return undefined;
  }
}

/** Which step made an execution fail, and what was logged for it. */
export async function describeFailure(api: McsApi, id: string, errand: Errand): Promise<string | undefined> {
  const names: string[] = [];
  try {
    for (let depth = 0, stepId = '0'; depth < DEEPEST; depth += 1) {
      const failed = (await readSteps(api, id, stepId, errand)).find(({ status }) => readWorkflow(status) === 'failed');
      if (failed === undefined) break;
      names.push(describe(failed));
      if (!failed.hasSubStep) break;
      stepId = failed.stepId;
    }
  } catch (error) {
    names.push(`its steps could not be read: ${(error as Error).message}`);
  }
  return names.length === 0 ? undefined : names.join(' > ').slice(0, LONGEST);
}
