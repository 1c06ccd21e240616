/** How the push of a feature goes. Durations are vendor seconds; Infinity: until it is cancelled. */
export interface Behaviour {
  seconds: number;
  /** How long a job waits before it begins. */
  queuedSeconds?: number;
  /** On which appliances the push fails. */
  fails?: 'all' | 'last';
  /** Words with which the job fails before anything is pushed. */
  prePushError?: string;
  /** A cancel of the running job is refused. */
  refusesCancel?: boolean;
  /** Other than the simulator's: how long a cancel takes. */
  stopSeconds?: number;
}

export interface Feature {
  id: number;
  name: string;
  prettyName: string;
  description: string;
  isPushEnabled: boolean;
  behaviour: Behaviour;
}

function feature(id: number, name: string, description: string, behaviour: Behaviour, isPushEnabled = true): Feature {
  const words = name.split('_').join(' ');
  return {
    id,
    name,
    prettyName: words.charAt(0).toUpperCase() + words.slice(1),
    description,
    isPushEnabled,
    behaviour,
  };
}

const ENDLESS = Number.POSITIVE_INFINITY;

export const FEATURES: readonly Feature[] = [
  feature(1, 'networking', 'Host and interface settings', { seconds: 20 }),
  feature(2, 'optimization', 'Optimization rules', { seconds: 20 }),
  feature(3, 'security', 'Security settings', { seconds: 20 }),
  feature(4, 'fast_push', 'Ends quickly', { seconds: 2 }),
  feature(5, 'failing_push', 'Fails on every appliance', { seconds: 10, fails: 'all' }),
  feature(6, 'partial_push', "Fails on the job's last appliance", { seconds: 15, fails: 'last' }),
  feature(7, 'slow_push', 'Takes an hour', { seconds: 3600 }),
  feature(8, 'stubborn_push', 'Refuses to be cancelled', { seconds: 120, refusesCancel: true }),
  feature(9, 'slow_stop_push', 'Takes its time to be cancelled', { seconds: 3600, stopSeconds: 20 }),
  feature(10, 'endless_push', 'Runs until it is cancelled', { seconds: ENDLESS }),
  feature(11, 'queued_push', 'Waits before it begins', { seconds: 20, queuedSeconds: 30 }),
  feature(12, 'pre_push_failure', 'Fails before anything is pushed', {
    seconds: 2,
    prePushError: 'Pre-push validation failed: the policy has unresolved references.',
  }),
  feature(13, 'disabled_push', 'Cannot be pushed', { seconds: 20 }, false),
];

export interface FeatureList {
  all(): Feature[];
  find(id: number): Feature | undefined;
}

export function createFeatures(more: Feature[]): FeatureList {
  const byId = new Map([...FEATURES, ...more].map((one) => [one.id, one]));
  return { all: () => [...byId.values()], find: (id) => byId.get(id) };
}

function longest(values: (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** A job of several features: they are pushed side by side, and the worst of them tells how the job goes. */
export function combine(behaviours: Behaviour[]): Omit<Behaviour, 'fails'> {
  const prePushError = behaviours.find((one) => one.prePushError !== undefined)?.prePushError;
  const stopSeconds = longest(behaviours.map((one) => one.stopSeconds));
  return {
    seconds: longest(behaviours.map((one) => one.seconds)) ?? 0,
    queuedSeconds: longest(behaviours.map((one) => one.queuedSeconds)) ?? 0,
    refusesCancel: behaviours.some((one) => one.refusesCancel),
    ...(prePushError === undefined ? {} : { prePushError }),
    ...(stopSeconds === undefined ? {} : { stopSeconds }),
  };
}
