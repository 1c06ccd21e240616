import type { JobSnapshot, StopAnswer } from '../../client/index.ts';
import type { Scenario } from './scenario.ts';

/** A scenario as it is played. */
export interface Part {
  scenario: Scenario;
  /** The job's workflow id, once it is started. */
  jobId?: string;
  /** How the job stood when it was last asked after. */
  snapshot?: JobSnapshot;
  /** What was done to it, for people. */
  remark?: string;
  /** What whoever asked for a stop was told. */
  answer?: StopAnswer;
  /** Workers by process id: the one that was killed, and the one that took over. */
  workers?: { killed: number; second?: number };
}

export function nameOf({ scenario }: Part): string {
  return `${scenario.endpoint}/${scenario.name}`;
}

/** The vendor's own words for the job's state. */
export function vendorWords({ snapshot }: Part): string | undefined {
  return (snapshot?.view?.reading ?? snapshot?.outcome?.reading)?.words;
}

/** The job's state; undefined as long as nothing is known of it. */
export function stateOf({ snapshot }: Part): string | undefined {
  return snapshot?.outcome?.state ?? snapshot?.state ?? snapshot?.status;
}

export function verdictOf({ snapshot }: Part): string | undefined {
  return snapshot?.outcome?.verdict ?? snapshot?.view?.verdict ?? snapshot?.verdict;
}
