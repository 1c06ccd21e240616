export { claim } from './claim.ts';
export { reclaim } from './reclaim.ts';
export { runJob } from './run-job.ts';
export { sweepEndpoint } from './sweep-endpoint.ts';
