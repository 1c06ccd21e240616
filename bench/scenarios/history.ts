import type { Closed } from '../../test/harness/lab.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { type Lasting, skippedHistories } from './history-skipped.ts';
import { sweptHistories } from './history-swept.ts';

/** How many events a change of state may add, and a stop. */
const CHANGE = 8;
const STOP = 15;
const SUCCESS = 25;

const inShort = true;
const events = (name: string, text: string, atMost?: number): Figure => ({
  name,
  text,
  unit: 'count',
  inShort,
  ...(atMost !== undefined && { atMost }),
});

/** Events and bytes in the histories of single jobs. */
export const history: Scenario = {
  name: 'history',
  what: 'events and bytes of a job of a minute, and of one of 30 days in skipped time; swept, of a minute',
  inShort,
  figures: [
    events('successEvents', 'events of a success', SUCCESS),
    events('successMonthMore', 'events, workflow tasks left out, that 30 days add to a success', 0),
    events('changeEvents', 'events that a change of state adds', CHANGE),
    events('stopEvents', 'events that a stop adds, at most', STOP),
    events('stopMonthMore', 'events, workflow tasks left out, that 30 days add to a stopped job', 0),
    events('expiryEvents', 'events that an expiry adds', STOP),
    events('expiryMonthMore', 'events, workflow tasks left out, that 30 days add to an expired job', 0),
    events('sweptSuccessEvents', 'swept: events of a success after a minute', SUCCESS),
    events('sweptStopEvents', 'swept: events that a stop adds', STOP),
    events('sweptExpiryEvents', 'swept: events that an expiry adds', STOP),
    { name: 'sweptSuccessBytes', text: 'swept: bytes of a success', unit: 'bytes', inShort },
    { name: 'sweptStopBytes', text: 'swept: bytes of a stopped job', unit: 'bytes', inShort },
    { name: 'sweptExpiryBytes', text: 'swept: bytes of an expired job', unit: 'bytes', inShort },
  ],
  async run(context) {
    const [skipped, swept] = await Promise.all([skippedHistories(context), sweptHistories(context)]);
    const { success, changed, stopped, expired } = skipped;
    const most = ({ minute, month }: Lasting) => Math.max(...[...minute, ...month].map(({ events }) => events));
    /**
     * Workflow tasks are left out: a message that just misses one has one of its own, in a job of any length. What a long
     * job has one for beside that (a timer, an activity, a message) is an event too, and counts.
     */
    const causes = (jobs: Closed[]) => Math.max(...jobs.map(({ events, taskEvents }) => events - taskEvents));
    const more = ({ minute, month }: Lasting) => causes(month) - causes(minute);
    return {
      successEvents: [most(success)],
      successMonthMore: [more(success)],
      changeEvents: [most(changed) - most(success)],
      stopEvents: [most(stopped) - most(success)],
      stopMonthMore: [more(stopped)],
      expiryEvents: [most(expired) - most(success)],
      expiryMonthMore: [more(expired)],
      sweptSuccessEvents: [swept.success.events],
      sweptStopEvents: [swept.stopped.events - swept.success.events],
      sweptExpiryEvents: [swept.expired.events - swept.success.events],
      sweptSuccessBytes: [swept.success.bytes],
      sweptStopBytes: [swept.stopped.bytes],
      sweptExpiryBytes: [swept.expired.bytes],
    };
  },
};
