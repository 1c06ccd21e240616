import type { Rfc } from './conflicts.ts';
import { formatDate } from './dates.ts';
import type { Execution } from './execution.ts';
import { KINDS } from './products.ts';
import { type State, WORDS, type Words } from './words.ts';

type View = Record<string, unknown>;

const isWord = (name: string) => Object.hasOwn(WORDS.open, name);

/** The words of its state, or those that a script shows instead; null leaves one out. */
export function wordsOf({ state, shown }: Execution, instead: State = state): Words {
  const scripted = Object.entries(shown).filter(([name]) => isWord(name));
  return { ...WORDS[instead], ...Object.fromEntries(scripted.map(([name, word]) => [name, word ?? undefined])) };
}

function overlaid(view: View, { shown }: Execution): View {
  const entries = Object.entries({ ...view, ...shown }).filter(([name, value]) => {
    return value !== null && !(isWord(name) && !(name in view));
  });
  return Object.fromEntries(entries);
}

function configView({ activity, type }: Execution): View {
  return { type: activity.config, activity: { name: activity.name, type } };
}

function planView(execution: Execution, offset: number): View {
  const { scheduledStart, scheduledEnd, scheduledBy } = execution;
  return {
    scheduledStart: formatDate(scheduledStart, offset),
    scheduledEnd: formatDate(scheduledEnd, offset),
    scheduledBy,
  };
}

function ticketView(execution: Execution): View {
  const { status, subStatus, custStatus } = wordsOf(execution);
  const { rfcType, rfcSubType } = KINDS[execution.product];
  return {
    rfcNumber: execution.id,
    primaryContact: execution.contact,
    customerNote: execution.note,
    rfcType: rfcType(execution.place.serviceType),
    rfcSubType,
    status,
    subStatus,
    customerStatus: custStatus,
  };
}

/** What a cancel is answered with; of a bounce or a patch its words alone. `instead`: as though it were in another state. */
export function recordView(execution: Execution, instead?: State): View {
  const { status, subStatus, custStatus } = wordsOf(execution, instead);
  if (execution.product !== 'config') return { status, subStatus, custStatus };
  const downStream = execution.downStream.map((one) => recordView(one, instead));
  const view = { id: execution.id, rfcNumber: execution.id, status, subStatus, custStatus };
  const config = configView(execution);
  return { ...view, config, ...(downStream.length > 0 ? { downStreamExecutions: downStream } : {}) };
}

/** What a schedule is answered with: the times, and then as a cancel. */
export function scheduledView(execution: Execution, offset: number): View {
  const { scheduledStart, scheduledEnd } = planView(execution, offset);
  const { id, rfcNumber, ...rest } = recordView(execution);
  const view = { id, rfcNumber, scheduledStart, scheduledEnd, ...rest };
  if (execution.downStream.length === 0) return view;
  return { ...view, downStreamExecutions: execution.downStream.map((one) => scheduledView(one, offset)) };
}

function stampsView(execution: Execution, offset: number): View {
  const { createdAt, createdBy } = execution;
  return { createdOn: formatDate(createdAt, offset), createdBy };
}

function ofConfig<Value>({ product }: Execution, value: Value): Value | undefined {
  return product === 'config' ? value : undefined;
}

export function listView(execution: Execution, offset: number): View {
  const view = {
    id: execution.id,
    target: execution.place.target,
    ...planView(execution, offset),
    ...stampsView(execution, offset),
    config: ofConfig(execution, configView(execution)),
    ticketingDetails: ticketView(execution),
  };
  return overlaid(view, execution);
}

/** Assumption: the words stand in it twice, as a cancel's answer and as the list have them. */
export function detailsView(execution: Execution, offset: number): View {
  const { id, duration, summary, bounce, parameters, request, updatedAt, updatedBy } = execution;
  const { id: _id, rfcNumber: _number, config: _config, ...words } = recordView(execution);
  const { type, activity } = configView(execution);
  const view = {
    id,
    rfcNumber: ofConfig(execution, id),
    target: execution.place.target,
    ...request,
    duration,
    summary,
    ...planView(execution, offset),
    referenceExecutionId: execution.parent?.id,
    bounce: ofConfig(execution, bounce),
    ...stampsView(execution, offset),
    updatedOn: formatDate(updatedAt, offset),
    updatedBy,
    ...words,
    config: ofConfig(execution, { type, activity: { ...(activity as View), parameters } }),
    ticketingDetails: ticketView(execution),
  };
  return overlaid(view, execution);
}

export function conflictView({ start, end, duration, ...rfc }: Rfc, offset: number): View {
  const scheduledEnd = Number.isFinite(end) ? formatDate(end, offset) : undefined;
  return { ...rfc, scheduledStart: formatDate(start, offset), scheduledEnd, duration };
}
