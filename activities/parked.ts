import type { Endpoint } from '../vendors/endpoint.ts';
import type { SweptJob } from './sweep-jobs.ts';

type Hear = (job: SweptJob) => void;

/** The sweepers that run in this process. */
const sweepers = new WeakMap<Endpoint, Hear>();

/** Where the endpoint's sweeper is in this process, it hears of the job now; elsewhere its list brings it. */
export function tellParked(endpoint: Endpoint, job: SweptJob): void {
  sweepers.get(endpoint)?.(job);
}

/** @returns what ends it */
export function hearParked(endpoint: Endpoint, hear: Hear): () => void {
  sweepers.set(endpoint, hear);
  return () => {
    // Another sweeper may have begun here meanwhile.
    if (sweepers.get(endpoint) === hear) sweepers.delete(endpoint);
  };
}
