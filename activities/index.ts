import type { Activities } from '../contract/activities.ts';
import type { Endpoint } from '../vendors/endpoint.ts';
import { awaitJob } from './await-job.ts';
import { endJob } from './end-job.ts';
import { adoptJob, findJob } from './find-job.ts';
import { startJob } from './start-job.ts';
import { steerJob } from './steer-job.ts';
import { surveyEndpoint } from './survey-endpoint.ts';
import { sweepEndpoint } from './sweep-endpoint.ts';

export interface ActivityDependencies {
  installation: string;
  endpoints: ReadonlyMap<string, Endpoint>;
  /** Aborted when this worker takes no more work: what has no end of its own then goes on elsewhere. */
  draining?: AbortSignal;
}

/** The activities that `runJob` calls, over the endpoints of this worker. */
export function createActivities(dependencies: ActivityDependencies): Activities {
  return {
    startJob: (input) => startJob(dependencies, input),
    findJob: (input) => findJob(dependencies, input),
    adoptJob: (input) => adoptJob(dependencies, input),
    awaitJob: (input) => awaitJob(dependencies, input),
    endJob: (input) => endJob(dependencies, input),
    surveyEndpoint: (input) => surveyEndpoint(dependencies, input),
    steerJob: (input) => steerJob(dependencies, input),
    sweepEndpoint: (input) => sweepEndpoint(dependencies, input),
  };
}
