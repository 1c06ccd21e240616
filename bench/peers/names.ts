/** Names on the wire of the hand-written workflows, and their queues. */
export const PEERS_QUEUE = 'peers';
export const PEERS_VENDOR_QUEUE = 'peers:vendor';

/** Those that watch a job at the vendor. */
export const LOOPS = ['timerLoop', 'retriedLook', 'heartbeatLoop'] as const;
export type Loop = (typeof LOOPS)[number];

/** Those without a vendor: what Temporal itself costs. */
export const TWO_ACTIVITIES = 'twoActivities';
export const PARKED = 'parked';
export const PARKED_ACTIVITY_ID = 'wait';

export interface WatchRequest {
  featureId: number;
  siteId: number;
  everyMs: number;
}
