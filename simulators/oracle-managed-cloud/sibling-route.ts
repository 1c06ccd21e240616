import { z } from 'zod';
import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { type Activity, ORDINARY } from './activities.ts';
import { readBody } from './body.ts';
import { duration, TWO_HOURS, ticketing } from './create-route.ts';
import type { Parameter, Place } from './execution.ts';
import type { Product } from './products.ts';
import { invalid, unparsable } from './replies.ts';
import type { Platform } from './routes.ts';

type Sibling = Exclude<Product, 'config'>;

const common = {
  summary: z.string().min(1),
  duration: duration.optional(),
  bounceOptions: z.looseObject({}).optional(),
  ticketingDetails: ticketing,
};

/** One of the words, in whatever case: the pages write `All` and `all`. */
function word(...known: string[]) {
  return z.string().refine((text) => known.some((one) => one.toLowerCase() === text.toLowerCase()), {
    error: `is one of ${known.join(', ')}`,
  });
}

const SCHEMAS = {
  bounce: z.object({
    ...common,
    operation: word('Start', 'Stop', 'Bounce'),
    services: word('All', 'Apps', 'Components', 'AllwithVM', 'AppswithVM'),
    blackOutDuration: duration.optional(),
  }),
  patch: z.object({
    ...common,
    selfService: z.literal('CEMLI_PATCH'),
    patchNumbers: z.array(z.union([z.number(), z.string()])).min(1),
    nonProdRfc: z.string().optional(),
    autoSkip: z.boolean().optional(),
    autoStop: z.boolean().optional(),
  }),
} satisfies Record<Sibling, z.ZodType>;

type Asked = z.infer<(typeof SCHEMAS)[Sibling]>;

/** What it does, in the form in which a configuration's activity says it. */
function workOf(asked: Asked): { activity: Activity; parameters: Parameter[] } {
  const work = { types: [''], behaviour: ORDINARY };
  if ('selfService' in asked) {
    const parameters = asked.patchNumbers.map((number) => ({ name: 'patchNumber', value: String(number) }));
    return { activity: { ...work, config: 'patch', name: asked.selfService }, parameters };
  }
  const parameters = [{ name: 'services', value: asked.services.toLowerCase() }];
  return { activity: { ...work, config: 'bounce', name: asked.operation.toLowerCase() }, parameters };
}

/** POST executions of a bounce or a CEMLI patch: makes the record, which nothing runs until it is scheduled. */
export function answerSibling(call: Call, place: Place, product: Sibling, { executions }: Platform): Reply {
  const body = readBody(call);
  if (body === undefined) return unparsable();
  const { data: asked, error } = SCHEMAS[product].safeParse(body);
  if (asked === undefined) return invalid(z.prettifyError(error));
  const { summary, duration = TWO_HOURS, ticketingDetails, ...request } = asked;
  const { primaryContact, customerNote = '' } = ticketingDetails;
  const { id } = executions.create({
    ...{ product, place, summary, duration, request, ...workOf(asked) },
    ...{ bounce: true, type: '', user: call.user ?? '', call, note: customerNote },
    ...(primaryContact === undefined ? {} : { contact: primaryContact }),
  });
  call.ids.push(id);
  return jsonReply(200, { id, rfcNumber: id });
}
