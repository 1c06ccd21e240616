export { claim } from './claim.ts';
export { reclaim } from './reclaim.ts';
export { runJob } from './run-job.ts';
export { sweepEndpoint } from './sweep-endpoint.ts';

/**
 * The SDK takes a stack trace of each promise, for the Web UI's call stack: with V8's ten frames a fifth of what a job takes in
 * this thread. One of these four is the SDK's own and is not shown, the others tell where a job waits. A bundle that loads
 * this for each workflow, not once, finds the globals frozen, and keeps the ten.
 */
if (!Object.isFrozen(Error)) Error.stackTraceLimit = 4;
