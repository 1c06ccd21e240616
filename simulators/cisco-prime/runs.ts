import type { Clock } from '../core/clock.ts';
import type { Ending, Ledger, LedgerJob } from '../core/ledger.ts';
import { isRunning, type Job, lastRun, type ResultState, type Run, type RunResult, type WorkState } from './job.ts';
import type { Template } from './templates.ts';

export interface RunsInput {
  clock: Clock;
  ledger: Ledger;
  stopSeconds: number;
  nextRunId(): string;
}

export interface Runs {
  /** Starts an instance of the job now. */
  begin(job: Job, runId?: string): Run;
  /** A cancel of the running instance: it takes effect a little later. */
  stop(job: Job, run: Run, by: LedgerJob['stoppedBy']): void;
  end(job: Job, how: Ending, by?: LedgerJob['stoppedBy']): void;
}

interface Final {
  run: WorkState;
  result: ResultState;
}

const FINALS: Record<Ending, Final> = {
  succeeded: { run: 'COMPLETED', result: 'SUCCESS' },
  failed: { run: 'COMPLETED', result: 'FAILURE' },
  partial: { run: 'COMPLETED', result: 'PARTIALSUCCESS' },
  canceled: { run: 'CANCELLED', result: 'CANCELLED' },
};

const OWN_ENDINGS: Record<Template['ends'], Ending> = { success: 'succeeded', failure: 'failed', partial: 'partial' };

function failsOn(how: Ending, index: number, count: number): boolean {
  return how === 'failed' || (how === 'partial' && index === count - 1);
}

function deviceResults(device: string, isBad: boolean): RunResult[] {
  return [
    { property: `message_${device}`, value: isBad ? 'Device is unreachable' : 'Configuration applied' },
    { property: `deployStatus_${device}`, value: String(!isBad) },
  ];
}

/** The summary first, because public clients print the first result as the reason; then each device. */
function resultsOf({ devices }: Job, how: Ending): RunResult[] {
  if (how === 'canceled') return [{ property: 'message', value: 'The job run was cancelled' }];
  const isBad = devices.map((_, index) => failsOn(how, index, devices.length));
  const good = isBad.filter((bad) => !bad).length;
  const value = `${good}/${devices.length} template configurations successfully applied`;
  return [
    { property: 'message', value },
    ...devices.flatMap((device, index) => deviceResults(device, isBad[index] === true)),
  ];
}

/** Assumption: while a run goes on, its results are those of the devices that are done. */
export function progressOf({ devices, template }: Job, run: Run, { now, realMs }: Clock): RunResult[] {
  const share = Math.max(0, (now() - run.startedAt) / realMs(template.seconds));
  const done = Math.min(Math.floor(share * devices.length), devices.length - 1);
  const how = OWN_ENDINGS[template.ends];
  return devices.slice(0, done).flatMap((device, index) => deviceResults(device, failsOn(how, index, devices.length)));
}

export function wordsOf(job: Job): string {
  const run = lastRun(job);
  return run === undefined ? job.status : `${job.status}/${run.runStatus}/${run.resultStatus}`;
}

export function createRuns({ clock, ledger, stopSeconds, nextRunId }: RunsInput): Runs {
  function end(job: Job, how: Ending, by?: LedgerJob['stoppedBy']): void {
    const run = lastRun(job);
    if (!isRunning(run)) return;
    run.finish();
    run.completedAt = clock.now();
    run.runStatus = FINALS[how].run;
    run.resultStatus = FINALS[how].result;
    run.results = resultsOf(job, how);
    // A trigger that somebody disabled stays disabled; every other one has done its work.
    if (job.status === 'SCHEDULED' || job.status === 'SUSPENDED') job.status = 'COMPLETED';
    job.shown = {};
    ledger.ended(job.ledger, how, wordsOf(job), by);
  }

  return {
    end,
    begin(job, runId = nextRunId()) {
      const finish = clock.after(job.template.seconds, () => end(job, OWN_ENDINGS[job.template.ends]));
      const run: Run = {
        id: runId,
        startedAt: clock.now(),
        runStatus: 'RUNNING',
        resultStatus: 'UNKNOWN',
        results: [],
        finish,
        isStopping: false,
      };
      job.runs.push(run);
      delete job.nextRunTime;
      job.shown = {};
      job.ledger.runId = run.id;
      ledger.changed(job.ledger, 'running', wordsOf(job));
      return run;
    },
    stop(job, run, by) {
      if (run.isStopping) return;
      run.isStopping = true;
      // The deployment goes on meanwhile, and may well finish first.
      clock.after(job.template.stopSeconds ?? stopSeconds, () => end(job, 'canceled', by));
    },
  };
}
