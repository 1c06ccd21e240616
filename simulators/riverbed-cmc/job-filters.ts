import { JOB_STATUSES, type Job, toSeconds } from './job.ts';

type Test = (job: Job) => boolean;

/** What is shown counts, also where a script changed it. */
function hasStatus(value: string): Test | string {
  const isKnown = JOB_STATUSES.some((status) => status === value);
  if (!isKnown) return `job_status is one of ${JOB_STATUSES.join(', ')}.`;
  return (job) => (job.shown.job_status ?? job.status) === value;
}

function byInteger(name: string, isMet: (job: Job, value: number) => boolean): (value: string) => Test | string {
  return (text) => (/^-?\d+$/.test(text) ? (job) => isMet(job, Number(text)) : `${name} is an integer.`);
}

/** Each makes a test of jobs, or tells why its value cannot be taken. */
const FILTERS = new Map<string, (value: string) => Test | string>([
  ['job_status', hasStatus],
  ['feature_id', byInteger('feature_id', (job, id) => job.features.some((feature) => feature.id === id))],
  // Assumption: epoch seconds of the creation, both ends left out.
  ['after', byInteger('after', (job, time) => toSeconds(job.createdAt) > time)],
  ['before', byInteger('before', (job, time) => toSeconds(job.createdAt) < time)],
]);

/** Those of the jobs that every filter lets through, or why a filter cannot be taken. Other parameters mean nothing. */
export function filterJobs(jobs: Job[], query: URLSearchParams): Job[] | string {
  const tests: Test[] = [];
  for (const [name, value] of query) {
    const test = FILTERS.get(name)?.(value);
    if (typeof test === 'string') return test;
    if (test !== undefined) tests.push(test);
  }
  return jobs.filter((job) => tests.every((test) => test(job)));
}
