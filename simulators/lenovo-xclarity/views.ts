import { isOver, type Job, type Part } from './job.ts';

function formatTime(epochMs: number | undefined): string {
  return epochMs === undefined ? '' : new Date(epochMs).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Text with formats, as the vendor's job summaries have it. */
function richText(text: string): unknown[] {
  return [{ text: [{ text, format: ['bold'] }], format: ['paragraph'] }];
}

function partView(part: Part): Record<string, unknown> {
  return {
    jobUID: part.uid,
    title: part.title,
    ...(part.customUid === undefined ? {} : { customUid: part.customUid }),
    status: part.state,
    percentage: part.percentage,
    complete: isOver(part),
    targetUUIDs: part.target === undefined ? [] : [part.target],
    children: part.parts.map(partView),
  };
}

function targetsOf(job: Job): string[] {
  const targets = [job.target, ...job.parts.map((part) => part.target)];
  return [...new Set(targets.filter((target) => target !== undefined))];
}

/** A job as /tasks shows it. */
export function taskView(job: Job, isCompact = false): Record<string, unknown> {
  return {
    ...partView(job),
    category: job.category,
    args: job.args,
    createdBy: job.createdBy,
    cancelable: isCancelable(job),
    cancelledBy: job.cancelledBy,
    cancelURL: job.callback?.url ?? '',
    cancelRESTMethod: job.callback?.method ?? '',
    cancelRESTBody: job.callback?.body ?? {},
    expirationTimeOut: job.expirationTimeOut,
    startTime: formatTime(job.startedAt ?? job.createdAt),
    endTime: formatTime(job.endedAt),
    targetUUIDs: targetsOf(job),
    summary: job.error === undefined ? [] : richText(job.error),
    ...(isCompact ? { children: [] } : {}),
    ...job.shown,
  };
}

export function isCancelable(job: Job): boolean {
  return !isOver(job) && job.behaviour?.refusesCancel !== true;
}

/** The fields that a job has in the older /jobs, where every subtask is a job of its own. */
function oldView(job: Job, part: Part): Record<string, unknown> {
  const isWhole = part === job;
  const isOpen = !isOver(part);
  return {
    isCancelable: isWhole && isCancelable(job),
    status: {
      substatus: part.parts.map((child) => oldView(job, child)),
      percentage: part.percentage,
      description: isWhole && job.error !== undefined ? [job.error] : [],
      state: part.state,
    },
    cancelledBy: job.cancelledBy,
    messageDisplay: part.title,
    messageBundle: 'com.lenovo.lxca.jobs.bundle.messages',
    endTime: isOpen ? '' : formatTime(job.endedAt),
    messageParameters: job.args,
    id: part.uid,
    startTime: formatTime(job.startedAt ?? job.createdAt),
    category: job.category,
    messageID: '1000_SHORT',
    createdBy: job.createdBy,
    cancelURI: isWhole ? (job.callback?.url ?? '') : '',
    uuid: part.target ?? targetsOf(job)[0] ?? '',
    typeId: -1,
  };
}

/** A job as /jobs shows it. A scripted `status` that is a text is its state. */
export function jobView(job: Job): Record<string, unknown> {
  const view = oldView(job, job);
  const { status, ...shown } = job.shown;
  if (typeof status === 'string') view.status = { ...(view.status as object), state: status };
  else if (status !== undefined) view.status = status;
  return { ...view, legacy: job.isLegacy, ...shown };
}
