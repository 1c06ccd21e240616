export { claim } from './claim.ts';
export { runJob } from './run-job.ts';
