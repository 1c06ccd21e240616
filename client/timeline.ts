import type { Client } from '@temporalio/client';
import { call } from './call.ts';
import { type Fact, factsOf } from './timeline-events.ts';
import { Teller, type TimelineStep } from './timeline-teller.ts';

/** What happened to a job, by its history: one fetch, and no worker is asked. */
export async function readTimeline(client: Client, jobId: string, runId?: string): Promise<TimelineStep[]> {
  const history = await call(client, () => client.workflow.getHandle(jobId, runId).fetchHistory());
  return timelineOf(await factsOf(client, history), Date.now());
}

/** Pure. A clock that stands behind the server's makes no step take less than nothing. */
export function timelineOf(facts: readonly Fact[], nowMs: number): TimelineStep[] {
  const teller = new Teller();
  for (const fact of facts) teller.hear(fact);
  const { steps } = teller;
  return steps.map(({ atMs, ...step }, index) => {
    const untilMs = steps[index + 1]?.atMs ?? (step.step === 'closed' ? atMs : nowMs);
    return { at: new Date(atMs).toISOString(), ...step, tookMs: Math.max(0, untilMs - atMs) };
  });
}
