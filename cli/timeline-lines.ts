import type { TimelineStep } from '../client/index.ts';
import { formatDuration } from '../contract/duration.ts';
import { type Column, fittedTable } from './fitted-table.ts';
import { type Look, lookOf } from './look.ts';

const LOOKS: Partial<Record<TimelineStep['step'], Look>> = {
  succeeded: 'good',
  failed: 'bad',
  canceled: 'odd',
  startLost: 'bad',
  stopDenied: 'bad',
  outOfSight: 'odd',
};

/** What happened to a job, a step a line, and how long each took. */
export function timelineTable(steps: readonly TimelineStep[], stream: NodeJS.WriteStream): string {
  const columns: Column<TimelineStep>[] = [
    { head: 'WHEN', cell: ({ at }) => at, leaves: 1 },
    {
      head: 'WHAT',
      cell: ({ step }) => labelOf(step),
      style: (text, { step }) => (LOOKS[step] === undefined ? text : lookOf(LOOKS[step], text, stream)),
    },
    { head: 'TOOK', cell: ({ step, tookMs }) => (step === 'closed' ? '' : tookWords(tookMs)) },
    { head: 'DETAIL', cell: ({ words }) => words, least: 30 },
  ];
  return fittedTable(columns, steps, stream.isTTY ? stream.columns : undefined);
}

/** `stopAsked` as people say it. */
function labelOf(step: string): string {
  return step.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A tenth of a second matters as long as it is much of the whole. */
export function tookWords(ms: number): string {
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : formatDuration(ms);
}
