import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { readBody } from './body.ts';
import type { Place } from './execution.ts';
import { invalid, unparsable } from './replies.ts';
import type { Platform } from './routes.ts';

export const duration = z.object({ unit: z.enum(['minutes', 'hours', 'days']), value: z.number().positive() });

export const ticketing = z
  .looseObject({ primaryContact: z.string().min(1).optional(), customerNote: z.string().optional() })
  .default({});

const parameter = z.object({ name: z.string().min(1), value: z.string() });

const creation = z.looseObject({
  summary: z.string().min(1),
  duration: duration.optional(),
  bounce: z.boolean().default(false),
  config: z.object({
    type: z.string(),
    activity: z.object({ name: z.string(), type: z.string(), parameters: z.array(parameter).default([]) }),
  }),
  ticketingDetails: ticketing,
});

export const TWO_HOURS = { unit: 'hours', value: 2 } as const;

/** POST executions: makes the record, which nothing runs until it is scheduled. */
export function answerCreate(call: Call, place: Place, { executions, activities }: Platform): Reply {
  const body = readBody(call);
  if (body === undefined) return unparsable();
  const { data: asked, error } = creation.safeParse(body);
  if (asked === undefined) return invalid(z.prettifyError(error));
  const { config, ticketingDetails, summary, bounce, duration = TWO_HOURS } = asked;
  const activity = activities.find(config.type, config.activity.name);
  if (activity === undefined) return invalid(`There is no activity ${config.activity.name} of ${config.type}.`);
  const { type, parameters } = config.activity;
  if (!activity.types.includes(type)) return invalid(`${activity.name} has no type ${type}.`);
  const { primaryContact, customerNote = '' } = ticketingDetails;
  const { id } = executions.create({
    ...{
      place,
      summary,
      duration,
      bounce,
      activity,
      type,
      parameters,
      user: call.user ?? '',
      call,
      note: customerNote,
    },
    ...(primaryContact === undefined ? {} : { contact: primaryContact }),
  });
  call.ids.push(id);
  return jsonReply(200, { id, rfcNumber: id });
}
