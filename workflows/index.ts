export { claim } from './claim.ts';
export { reclaim } from './reclaim.ts';
export { runJob } from './run-job.ts';
export { sweepEndpoint } from './sweep-endpoint.ts';

/**
 * The SDK takes a stack trace of each promise, for the Web UI's call stack: with V8's ten frames a fifth of what a job takes in
 * this thread. Two of these four are the SDK's own, the other two tell where a job waits. A bundle that loads this for each
 * workflow, not once, finds the globals frozen, and keeps the ten.
 */
if (!Object.isFrozen(Error)) Error.stackTraceLimit = 4;
