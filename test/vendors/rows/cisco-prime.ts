import type { Rows } from './row.ts';

const JOBS = 'simulators/cisco-prime/jobs.test.ts';
const API = 'simulators/cisco-prime/api.test.ts';
const PAGE = 'simulators/cisco-prime/page-samples.test.ts';
const LIMITS = 'simulators/cisco-prime/limits.test.ts';
const RATE = 'rate: 503';

export const CISCO_PRIME_ROWS: Rows = {
  'start.deploy': [
    'D',
    'A deploy through a job answers a job name and no number.',
    'start: deploy-template makes one job',
  ],
  'start.time': ['D', 'With startTime the job waits for it; without, it runs at once.'],
  'start.shape': ['C', 'The answer to a start is an object in v1 and a list from v3 on.', API],
  list: ['D', 'JobSummary is paged and filtered.', 'find: deploy-template: a lost answer'],
  'list.system': ['D', "The system's own jobs show only where its user name is asked for.", API],
  'read.full': ['D', 'Without .full=true a list has ids only.'],
  'read.one': ['C', 'A job is read by its id below JobSummary.', 'adopt: by jobId'],
  'read.name': ['C', 'A job is read by its name, as a filter.', 'adopt: by jobName'],
  history: ['D', 'runhistory lists jobs with their runs, for a parameter at least.', 'look: a failed job says why'],
  'cancel.running': ['S', 'cancelrunning takes ids of runs, never of jobs.'],
  'cancel.body': ['S', 'Its body is runIds with runId, in XML or JSON.'],
  'cancel.definition': ['D', 'cancel disables the trigger of a job for good, and does not touch a run.'],
  'cancel.job-body': ['D', 'cancel, suspend and resume take jobIds with jobId.'],
  suspend: [
    'D',
    'suspend disables the trigger for a time, and does not touch a run; resume enables it again.',
    'suspend: ',
  ],
  catalogues: ['C', 'data and op list what there is.', API],
  'rate.read': ['C', 'v4 tells its limits in rateService/rateLimits.', 'vendors/cisco-prime/check.test.ts'],
  'body.single': ['D', 'A list of one may come as the thing itself on input.', JOBS],
  'response.root': ['S', 'Answers stand in mgmtResponse; attributes become @ names in JSON.', 'cancel: a running job'],
  'operation.result': ['S', 'An operation tells successes and failures apart, in wrappers named like their items.'],
  'operation.partial': ['S', 'Part of a list may fail inside a 200.', 'cancel: one of a list that is refused'],
  'operation.status': [
    'D',
    'Each id of a result has a message and the status Success or Failure.',
    'cancel: what the vendor refuses',
  ],
  'operation.enum': ['S', 'The result names its operation, such as CANCELRUNNING.', PAGE],
  'summary.fields': [
    'D',
    'JobSummary has a name, three words, user, times and the latest run id.',
    'look: SCHEDULED / RUNNING',
  ],
  'summary.types': ['D', 'runId and duration are texts up to v3 and numbers in v4.', API],
  'history.shape': [
    'D',
    'runhistory has jobs with run instances and results of property and value.',
    'look: a failed job says why',
  ],
  collapse: ['C', 'In v1 a list of one collapses, entity and entityId excepted.', API],
  'unknown.job': ['C', 'An unknown job is a 200 without a job in it.', 'look: a job that is gone'],
  'date.text': ['C', "Dates carry milliseconds and the server's offset.", 'find: deploy-template: what ran before'],
  format: ['D', 'The format follows the suffix or Accept, XML unless told.', 'start: deploy-template makes one job'],
  'unknown.fields': ['D', 'A client must pass over fields that it does not know.', 'look: 20 jobs'],
  'states.job': ['D', 'A job has one of seven words.', 'look: UNDEFINED'],
  'states.run': ['D', 'A run has one of ten words.', 'look: SCHEDULED / PAUSING'],
  'states.result': ['D', 'A result has one of ten words.', 'look: COMPLETED / COMPLETED / PARTIALSUCCESS'],
  'states.over': [
    'C',
    'A public client waits until both job and run are COMPLETED.',
    'look: COMPLETED / COMPLETED / SUCCESS',
  ],
  'auth.basic': ['D', 'HTTP Basic on every request.', 'login: basic'],
  'auth.groups': ['D', 'NBI Read may look, NBI Write may change.', 'rights: '],
  'auth.redirect': [
    'D',
    'Without credentials the answer is a redirect to the log-in page.',
    'errors: a redirect to the log-in page',
  ],
  'auth.sessions': ['D', 'A user has five persistent connections; the sixth gets 401.'],
  'error.document': ['D', 'An error is an errorDocument with message and id.', 'errors: an errorDocument'],
  'error.ids': [
    'C',
    'Ids in messages carry thousands separators; uriPath may lack its slash.',
    'simulators/cisco-prime/api.test.ts',
  ],
  'error.html': ['C', '401, 403 and 404 come as web pages whatever was asked for.', 'errors: a web page, whatever'],
  'error.codes': [
    'D',
    '200, 302, 400, 401, 403, 404, 406, 415, 500, 502 and 503 occur.',
    'errors: a start answered 502',
  ],
  'rate.signs': ['D', 'Over the limit is 503 with one of three messages.', RATE],
  'rate.captured': ['C', 'The message names user, number and window, and ends with PRS-303.', RATE],
  'rate.no-retry-after': ['C', 'No source mentions Retry-After.', RATE],
  'rate.limits': ['D', 'Five a second and user, five at once, in a sliding window; refused ones do not count.'],
  'rate.where': ['S', 'v1 to v3 of jobService are limited, v4 is not.', LIMITS],
  'page.parameters': ['D', '.firstResult, .maxResults, .sort and .or_filter page and order a list.', API],
  'page.range': ['D', 'Range pages as well, and the URL wins.', API],
  'page.counts': ['D', 'Counts are texts in JSON, and may be missing.', 'find: deploy-template: nothing is found'],
  'page.key': ['C', 'An entity holds its DTO under its own name, with @id within.', 'adopt: by jobId'],
  'filter.values': ['D', 'A filter takes in(), between(), startsWith() and contains().'],
};
