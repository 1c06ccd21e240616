import { once } from 'node:events';
import { interruption } from '../interrupted.ts';
import { printLine, printNote } from '../print.ts';
import { DemoFailed } from './demo-failed.ts';
import { judge } from './judge.ts';
import { playAll } from './play-all.ts';
import { printJsonReport, printReport } from './report.ts';
import { setStage } from './stage.ts';
import { findTemporal, type Temporal } from './temporal.ts';

/** Counted from where Temporal is there. It takes about 20 s; a machine that is busy with other things may need longer. */
const WITHIN_MS = 120_000;
const TOO_LATE = `not over within ${WITHIN_MS / 1000} s; how the jobs stood then is above`;

/** Plays all scenarios and tells how each ended. Exit code 1 where a job did not end as it should. */
export async function runDemo({ json }: { json: boolean }): Promise<void> {
  await using parts = new AsyncDisposableStack();
  // The set-up may take minutes the first time: until it is over, Ctrl-C simply ends this process.
  const temporal = await findTemporal(parts);
  const interrupted = interruption('the demo was ended; nothing of it runs on');
  try {
    await perform(temporal, interrupted, json, parts);
  } catch (error) {
    interrupted.throwIfAborted();
    if (!(error instanceof DemoFailed)) throw error;
    for (const line of [`reeve: ${error.message}`, ...error.tail]) printNote(line);
    process.exitCode = 1;
  }
}

async function perform(temporal: Temporal, interrupted: AbortSignal, json: boolean, parts: AsyncDisposableStack) {
  const failure = new AbortController();
  const fail = (error: unknown) => failure.abort(error);
  const late = setTimeout(() => fail(new DemoFailed(TOO_LATE)), WITHIN_MS);
  parts.defer(() => clearTimeout(late));
  const crew = await setStage({ temporal, signal: AbortSignal.any([interrupted, failure.signal]), fail, parts });
  const played = await playAll(crew);
  const wrong = await judge(played, crew.ledger, crew.reeve.client);
  clearTimeout(late);
  if (json) printJsonReport(played, crew.ledger);
  else printReport(played, crew.ledger);
  for (const line of wrong) printNote(`Not as it should be: ${line}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
  if (json) return;
  if (wrong.length === 0) printLine('Every job ended as it should.');
  await tellWhere(temporal, interrupted);
}

/** On a terminal everything stays up, to be looked at. */
async function tellWhere({ address, uiUrl }: Temporal, interrupted: AbortSignal): Promise<void> {
  if (uiUrl !== undefined) printLine(`Web UI: ${uiUrl}`);
  if (!process.stdout.isTTY) return;
  printLine(`In another terminal: TEMPORAL_ADDRESS=${address} npx reeve list`);
  printLine('All of it stays up until Ctrl-C.');
  if (!interrupted.aborted) await once(interrupted, 'abort');
}
