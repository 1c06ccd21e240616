import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Execution } from './execution.ts';
import { KINDS } from './products.ts';
import { invalid, notFound } from './replies.ts';
import type { Platform } from './routes.ts';
import { stepsOf } from './steps.ts';
import { customerOf } from './users.ts';
import { wordsOf } from './views.ts';

const REQUESTORS = ['CEMLI', 'BOUNCE', 'CONFIG', 'BOUNCE_VM', 'EXADATA_CPU_SCALE', 'INSTANCE_HEALTHCHECK'];

/** Ids of another customer's, and those that another functionality would have, are as unknown as made-up ones. */
function findOwn(call: Call, id: string, { executions, users, customers }: Platform): Execution | undefined {
  const requestor = call.query.get('requestor');
  const found = executions.visible().find((one) => one.id === id && KINDS[one.product].requestor === requestor);
  const owner = customers.find(found?.place.csi ?? '')?.customer;
  const asking = users.find(call.user ?? '');
  return asking !== undefined && owner === customerOf(asking) ? found : undefined;
}

function wrongRequestor({ query }: Call): Reply | undefined {
  const isKnown = REQUESTORS.includes(query.get('requestor') ?? '');
  return isKnown ? undefined : invalid(`requestor is one of ${REQUESTORS.join(', ')}.`);
}

/** GET executions/status?id=&id=: in the order of the ids; what is not known is left out. */
export function answerStatus(call: Call, platform: Platform): Reply {
  const ids = [...new Set(call.query.getAll('id'))];
  if (ids.length === 0) return invalid('At least one ID has to be passed.');
  const wrong = wrongRequestor(call);
  if (wrong !== undefined) return wrong;
  call.ids.push(...ids);
  const found = ids.flatMap((id) => findOwn(call, id, platform) ?? []);
  const response = found.map((one) => ({ executionId: one.id, status: wordsOf(one).workflowStatus }));
  return jsonReply(200, { response });
}

/** GET executions/{id}/status/details?stepId=: the steps of the whole, or of one of its steps. */
export function answerSteps(call: Call, id: string, platform: Platform): Reply {
  const wrong = wrongRequestor(call);
  if (wrong !== undefined) return wrong;
  call.ids.push(id);
  const execution = findOwn(call, id, platform);
  if (execution === undefined) return notFound(`Execution ${id}`);
  const stepId = Number(call.query.get('stepId') ?? 0);
  if (!Number.isInteger(stepId)) return invalid('stepId is a whole number.');
  const { clock, utcOffsetMinutes } = platform;
  const subSteps = stepsOf(execution, stepId, clock, utcOffsetMinutes);
  if (subSteps === undefined) return notFound(`Step ${call.query.get('stepId')} of execution ${id}`);
  return jsonReply(200, { executionId: id, stepId, subSteps });
}
