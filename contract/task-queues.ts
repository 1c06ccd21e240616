/** Where workflows run. */
export const WORKFLOW_QUEUE = 'reeve';

/** Where sweepers run, so that none ever waits behind the jobs that are starting. */
export const SWEEP_QUEUE = 'reeve-sweepers';

/** Where an endpoint's starts, finds and looks run. */
export function endpointQueue(endpoint: string): string {
  return `reeve:${endpoint}`;
}

/** Where an endpoint's stops run, so that none ever waits behind looks. */
export function cancelQueue(endpoint: string): string {
  return `reeve:${endpoint}:cancel`;
}
