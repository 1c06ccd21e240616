/** How a job goes. Durations are vendor seconds; Infinity: until it is cancelled. */
export interface Behaviour {
  pendingSeconds: number;
  seconds: number;
  /** `partial`: the last component or device fails. */
  ends: 'complete' | 'error' | 'partial';
  refusesCancel?: boolean;
  /** Other than the simulator's: how long a cancel takes. */
  stopSeconds?: number;
}

export interface Work {
  name: string;
  behaviour: Behaviour;
}

export interface Works {
  all(): Work[];
  /** The behaviour that the first known name stands for. */
  find(names: (string | undefined)[]): Behaviour | undefined;
}

const ENDLESS = Number.POSITIVE_INFINITY;
const brief = (seconds: number): Behaviour => ({ pendingSeconds: 0, seconds, ends: 'complete' });

export const ORDINARY_UPDATE = brief(20);
export const ORDINARY_POWER = brief(5);
export const ENDLESS_WORK = brief(ENDLESS);

export const WORKS: readonly Work[] = [
  { name: 'fast', behaviour: brief(2) },
  { name: 'failing', behaviour: { pendingSeconds: 0, seconds: 10, ends: 'error' } },
  { name: 'partial', behaviour: { pendingSeconds: 0, seconds: 15, ends: 'partial' } },
  { name: 'long', behaviour: brief(3600) },
  { name: 'queued', behaviour: { pendingSeconds: 30, seconds: 20, ends: 'complete' } },
  { name: 'sealed', behaviour: { pendingSeconds: 0, seconds: 120, ends: 'complete', refusesCancel: true } },
  { name: 'lingering', behaviour: { pendingSeconds: 0, seconds: 3600, ends: 'complete', stopSeconds: 20 } },
  { name: 'endless', behaviour: ENDLESS_WORK },
];

/** `fast` and, as the vendor's Fixids are built, `lnvgy_fw_fast-1.00_anyos_noarch`. */
function isNamed(name: string, work: Work): boolean {
  return name === work.name || name.startsWith(`lnvgy_fw_${work.name}-`);
}

export function createWorks(more: readonly Work[]): Works {
  const works = [...new Map([...WORKS, ...more].map((work) => [work.name, work])).values()];
  return {
    all: () => works,
    find(names) {
      for (const name of names) {
        const work = name === undefined ? undefined : works.find((candidate) => isNamed(name, candidate));
        if (work !== undefined) return work.behaviour;
      }
      return undefined;
    },
  };
}
