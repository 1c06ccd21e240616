import { metricMeter } from '@temporalio/activity';
import type { Survey } from '../contract/reclaim.ts';
import type { Looked } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import type { Endpoint } from '../vendors/endpoint.ts';

type Of = Pick<Endpoint, 'name' | 'vendorName'>;
const labels = ({ name, vendorName }: Of) => ({ endpoint: name, vendor: vendorName });

/** Reeve's own metrics, beside those of Temporal's SDK. docs/operations.md lists them. */

/** A stop that the vendor refused, or cannot make: the job is watched on, and somebody should know. */
export function countDeniedStop(endpoint: Of, reply: string): void {
  metricMeter.createCounter('reeve_stops_denied', 'stop', 'Stops that the vendor refused or cannot make').add(1, {
    ...labels(endpoint),
    reply,
  });
}

/** What one look at a job has shown, a job's own look or the sweeper's: each counts, however often it shows the same. */
export function countLook(endpoint: Of, looked: Looked): void {
  if (looked instanceof Error) countFailedLook(endpoint, looked);
  else if (looked.unknownWords) countUnknownWord(endpoint);
}

/** A look that failed: the job is out of sight for now. */
function countFailedLook(endpoint: Of, error: Error): void {
  metricMeter.createCounter('reeve_looks_failed', 'look', 'Looks that saw nothing, by the type of their error').add(1, {
    ...labels(endpoint),
    type: error instanceof VendorError ? error.type : 'Error',
  });
}

/** A reading with a word that Reeve does not know: where it decides, the job counts as running until Reeve is taught. */
function countUnknownWord(endpoint: Of): void {
  const what = 'Looks that read a word that Reeve does not know; a job that stays in it counts at each look';
  metricMeter.createCounter('reeve_unknown_words', 'look', what).add(1, labels(endpoint));
}

/** A pass of the sweeper: its count is its sign of life. */
export function countPass(endpoint: Of, jobs: number, looks: number): void {
  metricMeter.createCounter('reeve_sweep_passes', 'pass', 'Passes of the sweeper').add(1, labels(endpoint));
  metricMeter.createCounter('reeve_sweep_looks', 'look', 'Jobs looked at by the sweeper').add(looks, labels(endpoint));
  metricMeter
    .createGauge('reeve_swept_jobs', 'int', 'job', 'Running jobs in the last pass')
    .set(jobs, labels(endpoint));
}

/** A pass of reclaim: its count is its sign of life, the gauges are what it has found. */
export function countSurvey(endpoint: Of, { orphans, undecided }: Survey): void {
  metricMeter
    .createCounter('reeve_reclaim_surveys', 'survey', 'Surveys that were carried out')
    .add(1, labels(endpoint));
  const gauge = (name: string, unit: string, description: string) =>
    metricMeter.createGauge(name, 'int', unit, description);
  gauge('reeve_orphans', 'job', 'Vendor jobs that nobody watches').set(orphans.length, labels(endpoint));
  gauge('reeve_undecided', 'job', 'Jobs that reclaim cannot decide').set(undecided.length, labels(endpoint));
}

/** The times of a schedule that started no job, in all since it was made, and those that wait for the end of one. */
export function countSchedule(
  endpoint: Of,
  schedule: string,
  { skipped, missed, waiting }: Record<'skipped' | 'missed' | 'waiting', number>,
): void {
  // Gauges, although the first two only grow: Temporal counts them, and each worker shows what it has read.
  const gauge = (name: string, description: string) => metricMeter.createGauge(name, 'int', 'run', description);
  const of = { ...labels(endpoint), schedule };
  gauge('reeve_scheduled_runs_skipped', 'Times let pass because the run before went on').set(skipped, of);
  gauge('reeve_scheduled_runs_missed', 'Times for which Temporal was away too long').set(missed, of);
  gauge('reeve_scheduled_runs_waiting', 'Times that wait for the end of a run').set(waiting, of);
}
