import type { Scenario } from '../scenario.ts';
import { history } from './history.ts';
import { limit } from './limit.ts';
import { peers } from './peers.ts';
import { restart } from './restart.ts';
import { scale } from './scale.ts';
import { stop } from './stop.ts';
import { throughput } from './throughput.ts';
import { waiting } from './waiting.ts';

/** In the order in which they are played. */
export const SCENARIOS: readonly Scenario[] = [history, peers, throughput, limit, waiting, stop, scale, restart];
