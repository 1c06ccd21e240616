import { z } from 'zod';

/**
 * One lenient schema for both formats. Prime's XML and JSON name the same elements alike, but what is a list in one
 * may be a single object, an empty text or nothing in the other, and between API versions.
 */
const nothing = (value: unknown) => value === undefined || value === null || value === '';

function list<S extends z.ZodType>(item: S) {
  const asList = (value: unknown) => (nothing(value) ? [] : Array.isArray(value) ? value : [value]);
  return z.preprocess(asList, z.array(item));
}

/** `<failure><failure>…`: an element that only holds the list of the elements of its own or another name. */
function wrapped<S extends z.ZodType>(name: string, item: S) {
  const content = (value: unknown) =>
    typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown> | null)?.[name] : value;
  return z.preprocess(content, list(item));
}

/** A field's text, whatever JSON type it came in; undefined where it is missing, empty or not a text at all. */
const word = z
  .union([z.string(), z.number(), z.boolean()])
  .transform((value) => (value === '' ? undefined : String(value)))
  .optional()
  .catch(undefined);

const required = z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1));

const summary = z.object({
  /** The job's id: the one that `JobSummary/{id}` takes. */
  '@id': word,
  jobName: word,
  jobType: word,
  description: word,
  username: word,
  jobStatus: word,
  runId: word,
  runStatus: word,
  resultStatus: word,
  lastStartTime: word,
  nextRunTime: word,
});
/** A job as JobSummary shows it. A field that is missing is a question for each use, not for the whole answer. */
export type Summary = z.output<typeof summary>;

const entity = z.object({ jobSummaryDTO: summary.catch({}).default({}) });
const emptyAsObject = (value: unknown) => (value === '' ? {} : value);

export const queryAnswer = z.object({
  queryResponse: z.preprocess(emptyAsObject, z.object({ '@count': word, entity: list(entity) })),
});

export const deployAnswer = z.object({
  mgmtResponse: z.object({
    cliTemplateCommandJobResult: list(z.object({ jobName: required })).refine(
      (jobs) => jobs.length === 1,
      'expected exactly one job',
    ),
  }),
});

const operationStatus = z.object({ id: required, message: word, status: word });
export type OperationStatus = z.output<typeof operationStatus>;

export const operationAnswer = z.object({
  mgmtResponse: z.object({
    operationResult: list(
      z.object({ failure: wrapped('failure', operationStatus), success: wrapped('success', operationStatus) }),
    ),
  }),
});

const run = z.object({
  lastStartTime: word,
  resultStatus: word,
  results: wrapped('result', z.object({ property: word, value: word })),
});

const pastJob = z.object({ jobId: word, jobName: word, jobType: word, runInstances: wrapped('runInstance', run) });
/** A job as runhistory shows it, with what each of its runs had to say. */
export type PastJob = z.output<typeof pastJob>;

export const historyAnswer = z.object({
  mgmtResponse: z.preprocess(emptyAsObject, z.object({ job: list(pastJob) })),
});

/** What Prime allows; -1 where a limit is off. `perUser…` and `maxConcurrentQueries` are each user's, the others all users'. */
const rateLimits = z.object({
  windowSize: word,
  perUserThreshold: word,
  totalRequestThreshold: word,
  maxConcurrentQueries: word,
  maxAllUserConcurrentQueries: word,
});
export type RateLimits = z.output<typeof rateLimits>;

export const rateLimitsAnswer = z.object({
  mgmtResponse: z.object({ rateLimitsDTO: list(rateLimits).refine(({ length }) => length > 0) }),
});

/** Names the fields of the error body, in both formats. */
export const errorAnswer = z.object({ errorDocument: z.object({ message: word, id: word }) });

const longs = z.array(z.bigint().positive()).min(1);

/** What we send, and nothing beside it. Ids are bigints so that both formats write all their digits, unquoted. */
export const runIdsPayload = z.strictObject({
  jobRunOperationPayload: z.strictObject({ runIds: z.strictObject({ runId: longs }) }),
});
export const jobIdsPayload = z.strictObject({
  jobOperationPayload: z.strictObject({ jobIds: z.strictObject({ jobId: longs }) }),
});

const variable = z.strictObject({ name: z.string(), value: z.string() });
const targetDevice = z.strictObject({
  targetDeviceID: z.string(),
  variableValues: z.strictObject({ variableValue: z.array(variable).min(1) }).optional(),
});
export const deployPayload = z.strictObject({
  cliTemplateCommand: z.strictObject({
    /** Only where it says something: the older pages of the API do not know it. */
    options: z.strictObject({ copyConfigToStartup: z.literal(true) }).optional(),
    targetDevices: z.strictObject({ targetDevice: z.array(targetDevice).min(1) }),
    templateName: z.string().min(1),
  }),
});

export type Payload = z.input<typeof runIdsPayload> | z.input<typeof jobIdsPayload> | z.input<typeof deployPayload>;
