import { z } from 'zod';
import { isCancelUrl } from './cancel-url.ts';

/** A callback's body goes into the handle, which every later activity of the job carries: it stays small. */
export const GREATEST_CANCEL_BODY = 16_384;

/** How a job is canceled, in the vendor's own names. `{jobId}` in URL and body stands for the id that the job will have. */
export const callbackShape = z
  .strictObject({
    cancelURL: z
      .string()
      .refine(isCancelUrl, 'a path such as /nodes/1, or a URL, without user name, fragment, space or backslash')
      .describe("A path on the endpoint, or a URL whose origin is the endpoint's or one of its `cancelOrigins`."),
    cancelRESTMethod: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
    cancelRESTBody: z.record(z.string(), z.json()).optional().describe('Required with PUT and POST.'),
  })
  .refine(({ cancelRESTMethod: method, cancelRESTBody: body }) => body !== undefined || !isBodyNeeded(method), {
    path: ['cancelRESTBody'],
    error: 'an object, which the methods PUT and POST need',
  })
  .refine(({ cancelRESTBody }) => JSON.stringify(cancelRESTBody ?? {}).length <= GREATEST_CANCEL_BODY, {
    path: ['cancelRESTBody'],
    error: `an object of at most ${GREATEST_CANCEL_BODY} characters of JSON`,
  });

/** What `cancel` is to the operations that have no callback of their own. */
const OWN_CANCEL = "How this job is canceled. Default: as the endpoint's `cancel` setting says.";

function isBodyNeeded(method: string): boolean {
  return method === 'PUT' || method === 'POST';
}

export type Callback = z.output<typeof callbackShape>;

const uuid = z.string().regex(/^[0-9A-Fa-f-]{32,36}$/, 'a UUID, 32 hexadecimal digits with or without hyphens');
const device = z.strictObject({
  uuid,
  components: z.array(z.strictObject({ fixid: z.string().min(1).optional(), component: z.string().min(1) })).min(1),
});
const devices = z.array(device).default([]);

/** Of a task and of each of its sub-tasks. */
const taskFields = {
  args: z.array(z.string()).optional().describe('For the title.'),
  attributes: z
    .record(z.string(), z.json())
    .refine((given) => Object.keys(given).every((name) => !OWN.test(name)), 'no attribute that Reeve sends itself')
    .optional()
    .describe("Further attributes of the vendor's, sent as they are."),
};
const OWN = /^(args|attributes|cancel.*|children|createdBy|customUid|expirationTimeOut)$/;

export interface Subtask {
  args?: string[] | undefined;
  attributes?: Record<string, unknown> | undefined;
  customUid?: string | undefined;
  children?: Subtask[] | undefined;
}

// Its input is named too: callers' requests are typed by what the schemas take.
const subtask: z.ZodType<Subtask, Subtask> = z.strictObject({
  ...taskFields,
  customUid: z
    .string()
    .regex(/^(?!rv-)[\w.:-]{1,100}$/, 'up to 100 of A-Z, a-z, 0-9, . _ : -, not beginning with rv-')
    .optional()
    .describe("A name of the caller's for the sub-task; Reeve makes one where it is missing."),
  children: z.lazy(() => z.array(subtask)).optional(),
});

export const params = {
  'update-firmware': z
    .strictObject({
      servers: devices.describe('At least one device among servers, switches, storages and cmms.'),
      switches: devices,
      storages: devices,
      cmms: devices,
      activationMode: z.enum(['immediate', 'delayed', 'prioritized']).optional(),
      forceUpdateMode: z.boolean().optional(),
      onErrorMode: z.enum(['stopOnError', 'stopdeviceOnError', 'continueOnError']).optional(),
      cancel: callbackShape.optional().describe('Default: `cancelApply` with the same devices.'),
    })
    .refine((given) => given.servers.length + given.switches.length + given.storages.length + given.cmms.length > 0, {
      path: ['servers'],
      error: 'at least one device among servers, switches, storages and cmms',
    }),
  power: z.strictObject({
    uuid: uuid.describe("The node's."),
    powerState: z.enum([
      'powerOn',
      'powerOff',
      'powerOffSoftGraceful',
      'powerCycleSoft',
      'powerCycleSoftGrace',
      'powerNMI',
      'bootToF1',
    ]),
    cancel: callbackShape.optional().describe(OWN_CANCEL),
  }),
  track: z
    .strictObject({
      ...taskFields,
      children: z.array(subtask).default([]),
      percentage: z
        .int()
        .min(1)
        .max(100)
        .optional()
        .describe('Progress that is there already, told to the vendor by a second call.'),
      cancel: callbackShape.optional().describe(OWN_CANCEL),
    })
    .refine(({ children }) => new Set(uidsOf(children)).size === uidsOf(children).length, {
      path: ['children'],
      error: 'each customUid only once',
    }),
} as const;

function uidsOf(children: readonly Subtask[]): string[] {
  return children.flatMap(({ customUid, children: below }) => [
    ...(customUid === undefined ? [] : [customUid]),
    ...uidsOf(below ?? []),
  ]);
}

export type UpdateFirmware = z.output<(typeof params)['update-firmware']>;
export type Power = z.output<typeof params.power>;
export type Track = z.output<typeof params.track>;
