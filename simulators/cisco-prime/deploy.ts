import type { Call, Reply } from '../core/call.ts';
import { nestedList } from './address.ts';
import { badRequest, errorReply } from './errors.ts';
import { type Operation, operationReply, type Prime } from './operations.ts';
import { inside, listOf, readBody, textOf } from './request-body.ts';
import type { Template } from './templates.ts';
import { parseTime } from './times.ts';

interface Asked {
  templateName: string;
  devices: string[];
  /** The whole order in one form: the same work gives the same text, whatever format it came in. */
  content: string;
}

interface Variable {
  name: string;
  value: string;
}

function variablesOf(device: unknown): Variable[] {
  return listOf(inside(device, 'variableValues', 'variableValue')).map((variable) => ({
    name: textOf(inside(variable, 'name')) ?? '',
    value: textOf(inside(variable, 'value')) ?? '',
  }));
}

function askedOf(tree: unknown): Asked | undefined {
  const command = inside(tree, 'cliTemplateCommand');
  const templateName = textOf(inside(command, 'templateName'));
  const targets = listOf(inside(command, 'targetDevices', 'targetDevice')).map((device) => ({
    device: textOf(inside(device, 'targetDeviceID')) ?? '',
    variables: variablesOf(device),
  }));
  if (templateName === undefined || targets.length === 0 || targets.some(({ device }) => device === ''))
    return undefined;
  const content = JSON.stringify({ templateName, targets });
  return { templateName, devices: targets.map(({ device }) => device), content };
}

interface Order extends Asked {
  template: Template;
  startAt: number | undefined;
}

/** Reads the whole request, or answers why it cannot be taken. */
function orderOf(call: Call, { templates, utcOffsetMinutes }: Prime): Order | Reply {
  const body = readBody(call);
  if ('problem' in body) {
    return body.problem === 'unsupported'
      ? errorReply(call, 415, 'Unsupported media type.', 'PRS-105')
      : badRequest(call, 'The request payload cannot be read.');
  }
  const asked = askedOf(body.tree);
  if (asked === undefined) return badRequest(call, 'cliTemplateCommand needs a templateName and targetDevices.');
  const template = templates.find(asked.templateName);
  if (template === undefined) return badRequest(call, `No such CLI template as ${asked.templateName}.`);
  const startTime = call.query.get('startTime');
  const startAt = startTime === null ? undefined : parseTime(startTime, utcOffsetMinutes);
  if (startTime !== null && startAt === undefined) return badRequest(call, `Invalid startTime ${startTime}.`);
  return { ...asked, template, startAt };
}

/** PUT cliTemplateConfiguration/deployTemplateThroughJob: makes a job and answers its name, and no id. */
export const deployTemplateThroughJob: Operation = (call, address, prime) => {
  const order = orderOf(call, prime);
  if ('status' in order) return order;
  const { template, devices, content, startAt } = order;
  const job = prime.jobs.create({ template, devices, content, startAt, username: call.user ?? '', call });
  call.ids.push(job.id);
  const result = { jobName: job.name, message: `Job ${job.name} created successfully` };
  const cliTemplateCommandJobResult = nestedList(address.version, [result]);
  return operationReply(call, address, { cliTemplateCommandJobResult });
};
