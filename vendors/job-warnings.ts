import type { JobRequest } from '../contract/job.ts';
import type { Capabilities, FindBy, Reach } from '../contract/vendor.ts';
import { CAPABILITY_WORDS } from './capability-words.ts';

/** What whoever starts a job must know, for it may be too late afterwards. */
export interface JobWarning {
  about: 'cancel' | 'find';
  message: string;
  whatToDo: string;
}

/** Next steps for the values that are worth a warning. One that comes with every job is not read: only what cannot be put right. */
const CANCEL_STEPS: Readonly<Partial<Record<Reach, string>>> = {
  scheduled:
    'call it off before its time with `reeve stop`. A later stop, asked for or by the expiry, is refused, and the job is watched to its own end.',
  none: 'start it only if it may run to its own end: a stop, asked for or by the expiry, leaves it running.',
};
const FIND_STEPS: Readonly<Partial<Record<FindBy, string>>> = {
  none: "if the job ends as StartAmbiguous, look in the vendor's console before you start it again.",
};

type Asked = Pick<JobRequest, 'operation' | 'onStop' | 'adopt'>;

/** Whether this job could not be stopped once it runs, or not be found again. */
export function jobWarnings({ cancel, find }: Capabilities, { operation, onStop, adopt }: Asked): JobWarning[] {
  const warnings: JobWarning[] = [];
  const cancelStep = CANCEL_STEPS[cancel];
  // Who asks for `leave` does not want it stopped.
  if (cancelStep !== undefined && onStop !== 'leave') {
    warnings.push({ about: 'cancel', message: meaningOf('cancel', cancel), whatToDo: cancelStep });
  }
  const by = find[operation] ?? 'none';
  const findStep = FIND_STEPS[by];
  // An adopted job is not started.
  if (findStep !== undefined && adopt === undefined) {
    const message = `a start whose answer is lost is found again ${meaningOf('find', by)}`;
    warnings.push({ about: 'find', message, whatToDo: findStep });
  }
  return warnings;
}

function meaningOf(field: 'cancel' | 'find', value: string): string {
  return CAPABILITY_WORDS[field].meanings?.[value] ?? value;
}
