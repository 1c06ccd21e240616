/** How executions of an activity go. Durations are vendor seconds; Infinity: until somebody ends it. */
export interface Behaviour {
  /** How long after its scheduled time it still waits, with the words of a scheduled one. */
  queueSeconds: number;
  seconds: number;
  ends: 'succeeded' | 'failed' | 'partial';
  /** Its schedule cannot be taken away. */
  refusesCancel?: boolean;
  /** Other than the simulator's: how long a cancel takes. */
  stopSeconds?: number;
}

export interface Activity {
  config: string;
  name: string;
  /** One: a single activity; two: a toggle, whose other type may follow down-stream. */
  types: string[];
  behaviour: Behaviour;
  /** Another behaviour for the second type of a toggle. */
  second?: Behaviour;
}

export const ORDINARY: Behaviour = { queueSeconds: 0, seconds: 20, ends: 'succeeded' };

const TRACE = 'Trace & Debug';
const PARAMETERS = 'Application Parameters';
const TOGGLE = ['Enable', 'Disable'];

function single(name: string, behaviour: Partial<Behaviour>): Activity {
  return { config: PARAMETERS, name, types: ['Update'], behaviour: { ...ORDINARY, ...behaviour } };
}

// The first is the page's own.
const ACTIVITIES: readonly Activity[] = [
  { config: TRACE, name: 'FRD Enable/Disable', types: TOGGLE, behaviour: ORDINARY },
  {
    config: TRACE,
    name: 'SQL Trace Enable/Disable',
    types: TOGGLE,
    behaviour: ORDINARY,
    second: { ...ORDINARY, ends: 'failed' },
  },
  single('Profile Option Update', {}),
  single('Quick Update', { seconds: 2 }),
  single('Broken Update', { seconds: 10, ends: 'failed' }),
  single('Partial Update', { seconds: 15, ends: 'partial' }),
  single('Slow Update', { seconds: 3600 }),
  single('Queued Update', { queueSeconds: 30 }),
  single('Locked Update', { seconds: 120, refusesCancel: true }),
  single('Lingering Update', { stopSeconds: 20 }),
  single('Endless Update', { seconds: Number.POSITIVE_INFINITY }),
];

export interface Activities {
  all(): Activity[];
  find(config: string, name: string): Activity | undefined;
}

export function createActivities(more: Activity[]): Activities {
  const activities = new Map([...ACTIVITIES, ...more].map((one) => [`${one.config}/${one.name}`, one]));
  return { all: () => [...activities.values()], find: (config, name) => activities.get(`${config}/${name}`) };
}

export function behaviourOf({ types, behaviour, second }: Activity, type: string): Behaviour {
  return type === types[1] ? (second ?? behaviour) : behaviour;
}
