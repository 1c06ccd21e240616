import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import type { Ending } from '../core/ledger.ts';
import type { Appliance } from './appliance.ts';
import { isBad, isOver, type Job, type Part, STATES, type State } from './job.ts';
import { notFound, notValid } from './messages.ts';
import { objectOf } from './request-body.ts';
import { findTask } from './task-read.ts';

const update = z.looseObject({
  jobUID: z.string().optional(),
  percentage: z.int().min(0).max(100).optional(),
  status: z.enum(STATES).optional(),
  summary: z.string().optional(),
});
type Update = z.infer<typeof update>;

function endingOf(job: Job, state: State): Ending {
  if (state === 'Complete') return 'succeeded';
  if (state.startsWith('Cancelled')) return 'canceled';
  const isPartial = job.parts.some((part) => part.state === 'Complete') && job.parts.some(isBad);
  return isPartial ? 'partial' : 'failed';
}

/** 100 percent are the end, unless the report says how else it ended. */
function stateAfter(part: Part, { percentage, status }: Update): State {
  if (status !== undefined) return status;
  return percentage === 100 ? 'Complete' : part.state;
}

function report(job: Job, part: Part, asked: Update, call: Call, { jobs, ledger }: Appliance): void {
  const state = stateAfter(part, asked);
  if (asked.summary !== undefined) job.error = asked.summary;
  part.percentage = asked.percentage ?? part.percentage;
  if (part !== job) part.state = state;
  else if (isOver({ ...part, state })) {
    const by = { user: call.user ?? '', call: call.n };
    const how = endingOf(job, state);
    jobs.end(job, how, how === 'canceled' ? by : undefined, state);
  } else {
    job.state = state;
    ledger.changed(job.ledger, state === 'Pending' ? 'waiting' : 'running', state);
  }
}

/** PUT /tasks/{jobUID}: whoever made a tracked task tells how far it is. */
export function updateTask(call: Call, appliance: Appliance, ids: string[]): Reply {
  const { success, data, error } = update.safeParse(objectOf(call));
  if (!success) return notValid(z.prettifyError(error));
  const [id = '', ...more] = ids;
  if (more.length > 0) return notValid('One job at a time can be updated.');
  if (data.jobUID !== undefined && data.jobUID !== id) return notValid(`jobUID is not ${id}.`);
  const found = findTask(appliance, id);
  if (found === undefined) return notFound(`There is no job ${id}.`);
  const { job, part } = found;
  if (job.behaviour !== undefined) return notValid(`The progress of job ${id} is not reported from outside.`);
  if (isOver(job)) return notValid(`Job ${id} has already ended: ${job.state}.`);
  report(job, part, data, call, appliance);
  return { status: 200 };
}
