import { ENDPOINTS, killStarts } from './f01-killed-before-start.ts';
import { type Fault, GREATEST_WAVE, inWaves } from './fault.ts';
import type { FaultedVendor } from './vendors.ts';

/** Their lists show little more of a job than its user and its time. */
const ALIKE: readonly FaultedVendor[] = ['cisco-prime', 'lenovo-xclarity'];
const WHY = 'starts of one vendor user whose answers were lost in the same seconds';

export const killedAfterAccept: Fault = {
  id: 'F2',
  title: 'worker killed after the vendor accepted, before Temporal heard',
  vendors: 'all',
  tries: { full: 200, short: 4 },
  shortened: 'start time-out 15 s instead of 1 minute',
  lab: ENDPOINTS,
  async run(lab, context) {
    const { calls, startSteps = [calls.start] } = lab.driver;
    let wave = 0;
    const kill = (size: number, isCrowd: boolean) => {
      // Where a start is several calls, the waves take turns at them.
      const pattern = startSteps[wave % startSteps.length] ?? '';
      wave += 1;
      return killStarts(lab, { when: 'after', pattern, size, random: context.random, isCrowd });
    };
    // The last wave of many is a crowd: all at one endpoint, at the same time.
    const crowd = context.tries >= 2 * GREATEST_WAVE ? GREATEST_WAVE : 0;
    const tries = await inWaves({ ...context, tries: context.tries - crowd }, (size) => kill(size, false));
    if (crowd === 0) return tries;
    const crowded = await kill(crowd, true);
    if (!ALIKE.includes(context.vendor)) return [...tries, ...crowded];
    return [...tries, ...crowded.map((one) => ({ ...one, ambiguous: WHY }))];
  },
};
