import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { type Definition, isGuid, isOver, JOB_TYPES, lastRun } from './definition.ts';
import { findDefinition } from './definitions.ts';
import type { Suite } from './job-routes.ts';
import { forbidden, notGuid, problem, unknownId } from './replies.ts';

const details = z.looseObject({
  JobName: z.string().min(1),
  JobDescription: z.string().optional(),
  Schedule: z.looseObject({ RunNow: z.boolean().optional() }).optional(),
});
const creation = z.object({ JobDetails: details, JobType: z.enum(JOB_TYPES) });
const change = z.object({ JobDetails: details.partial(), JobID: z.string() });

function parsed<Shape>(schema: z.ZodType<Shape>, body: string): Shape | undefined {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** Whether a new job shall be executed at once: its schedule says RunNow. */
export function isRunNow(call: Call): boolean {
  return parsed(creation, call.body)?.JobDetails.Schedule?.RunNow === true;
}

/** POST jobs: makes a job, and runs it where its schedule says RunNow. Assumption: it answers the new id alone. */
export function createJob(call: Call, { definitions, runs }: Suite): Reply {
  const asked = parsed(creation, call.body);
  if (asked === undefined) return problem(400, 'JobDetails with a JobName, and a known JobType, are needed.');
  const { JobName: name, JobDescription: description = '' } = asked.JobDetails;
  if (definitions.visible().some((other) => other.name === name)) return problem(400, `A job ${name} exists already.`);
  const type = asked.JobType;
  const created = definitions.create({ name, description, type, creator: call.user ?? '', details: asked.JobDetails });
  call.ids.push(created.id);
  if (isRunNow(call)) call.ids.push(runs.execute(created, call.user ?? '', call).id);
  return jsonReply(200, { JobID: created.id });
}

function edit(definition: Definition, asked: z.infer<typeof change>['JobDetails'], now: number): void {
  definition.name = asked.JobName ?? definition.name;
  definition.description = asked.JobDescription ?? definition.description;
  definition.details = { ...definition.details, ...asked };
  definition.modifiedAt = now;
}

/** PATCH jobs/: the id stands in the body. */
export function updateJob(call: Call, { definitions, clock }: Suite): Reply {
  const asked = parsed(change, call.body);
  if (asked === undefined) return problem(400, 'JobID and JobDetails are needed.');
  if (!isGuid(asked.JobID)) return notGuid(asked.JobID);
  call.ids.push(asked.JobID);
  const definition = findDefinition(definitions.visible(), asked.JobID);
  if (definition === undefined) return unknownId('job', asked.JobID);
  edit(definition, asked.JobDetails, clock.now());
  return jsonReply(200, { JobID: definition.id });
}

/** DELETE Jobs?jobid=&DeleteJob=: False drops the history only; without it the job goes too. Only its creator may. */
export function deleteJob(call: Call, { definitions }: Suite): Reply {
  const given = new Map([...call.query].map(([name, value]) => [name.toLowerCase(), value]));
  const id = given.get('jobid') ?? '';
  if (!isGuid(id)) return notGuid(id);
  call.ids.push(id);
  const definition = findDefinition(definitions.visible(), id);
  if (definition === undefined) return unknownId('job', id);
  if (definition.creator !== call.user) return forbidden();
  const latest = lastRun(definition);
  if (latest !== undefined && !isOver(latest)) return problem(400, 'The job is running.');
  if (given.get('deletejob')?.toLowerCase() === 'false') definition.runs = [];
  else definitions.remove(definition);
  return { status: 204 };
}
