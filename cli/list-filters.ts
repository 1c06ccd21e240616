import type { Command } from 'commander';
import type { ListOptions, State, VendorName } from '../client/index.ts';
import { DURATION_EXPECTED, parseDuration } from '../contract/duration.ts';
import { type Problem, show } from '../contract/request.ts';
import { BadInput } from './bad-input.ts';

/** Which jobs, as typed. */
export interface FilterOptions {
  vendor?: string;
  endpoint?: string;
  operation?: string;
  state?: string[];
  since?: string;
  until?: string;
  label?: string[];
  schedule?: string;
  stopUnconfirmed?: boolean;
  outOfSight?: boolean;
}

const collect = (item: string, before: string[] = []) => [...before, item];
const collectWords = (items: string, before: string[] = []) => [...before, ...items.split(',')];

export function addFilterOptions(command: Command): Command {
  return command
    .optionsGroup('Which jobs (those to which all of it applies):')
    .option('--vendor <name>', 'of this vendor, such as cisco-prime')
    .option('--endpoint <name>', 'of this endpoint')
    .option('--operation <name>', 'of this operation, such as deploy-template')
    .option(
      '--state <state>',
      'queued, running, suspended, succeeded, failed or canceled; or several: a,b',
      collectWords,
    )
    .option('--label <word>', 'with this label; given several times, with all of them', collect)
    .option('--schedule <name>', 'that this schedule has started')
    .option('--since <time>', 'started since: a duration ago such as 2h, or a time such as 2027-01-31T18:00:00Z')
    .option('--until <time>', 'started before, in the same forms')
    .option('--out-of-sight', 'that the vendor has not shown us for a while')
    .option('--stop-unconfirmed', 'with a stop that has no answer yet');
}

/** Whether anything of a filter was typed. */
export function isFiltered(options: FilterOptions): boolean {
  const { vendor, endpoint, operation, state, since, until, label, schedule, stopUnconfirmed, outOfSight } = options;
  const given = [vendor, endpoint, operation, state, since, until, label, schedule, stopUnconfirmed, outOfSight];
  return given.some((value) => value !== undefined);
}

/** The filter that somebody typed, with every mistake in it at once and what is allowed. */
export async function readFilter(options: FilterOptions, more: ListOptions, nowMs = Date.now()): Promise<ListOptions> {
  const { vendor, endpoint, operation, state, label, schedule, stopUnconfirmed, outOfSight } = options;
  const filter: ListOptions = {
    ...more,
    ...(vendor !== undefined && { vendor: vendor as VendorName }),
    ...(endpoint !== undefined && { endpoint }),
    ...(operation !== undefined && { operation }),
    ...(state !== undefined && { state: state as State[] }),
    ...(label !== undefined && { label }),
    ...(schedule !== undefined && { schedule }),
    ...(stopUnconfirmed && { stopUnconfirmed }),
    ...(outOfSight && { outOfSight }),
  };
  const problems = await problemsOf(filter);
  for (const field of ['since', 'until'] as const) {
    const text = options[field];
    if (text === undefined) continue;
    const time = readTime(text, nowMs);
    if (time !== undefined) filter[field] = time;
    else problems.push({ field, found: show(text), expected: `${DURATION_EXPECTED} ago, or a time with its zone` });
  }
  if (problems.length === 0) return filter;
  throw new BadInput(...problems.map(({ field, ...rest }) => ({ ...rest, field: optionOf(field) })));
}

/** The client's own check, and for names that only this command can tell from typing mistakes, theirs. */
async function problemsOf(filter: ListOptions): Promise<Problem[]> {
  const [{ listProblems }, { PARAMS }] = await Promise.all([
    import('../client/index.ts'),
    import('../vendors/params.ts'),
  ]);
  const problems = listProblems(filter);
  const { vendor, operation } = filter;
  const isKnown = vendor === undefined || Object.hasOwn(PARAMS, vendor);
  const known = isKnown && vendor !== undefined ? [PARAMS[vendor]] : Object.values(PARAMS);
  const operations = [...new Set(known.flatMap((params) => Object.keys(params)))];
  const ours: Problem[] = [];
  if (!isKnown)
    ours.push({ field: 'vendor', found: show(vendor), expected: `one of ${Object.keys(PARAMS).join(', ')}` });
  if (operation !== undefined && !operations.includes(operation))
    ours.push({ field: 'operation', found: show(operation), expected: `one of ${operations.join(', ')}` });
  return [...problems.filter(({ field }) => !ours.some((own) => own.field === field)), ...ours];
}

/** A time without its zone would be another one on the next machine. */
function readTime(text: string, nowMs: number): Date | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined) return new Date(nowMs - ago);
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(text);
  const time = new Date(text);
  return isTime && !Number.isNaN(time.getTime()) ? time : undefined;
}

function optionOf(field: string): string {
  return `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
