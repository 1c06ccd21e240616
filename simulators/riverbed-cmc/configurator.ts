import type { Call, Reply } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Ledger } from '../core/ledger.ts';
import type { FeatureList } from './feature.ts';
import type { Jobs } from './jobs.ts';
import type { RiverbedCmcOptions } from './options.ts';

/** What the routes of the configurator work on. */
export interface Configurator {
  jobs: Jobs;
  features: FeatureList;
  clock: Clock;
  ledger: Ledger;
  emptyFields: NonNullable<RiverbedCmcOptions['emptyFields']>;
  cancelOfEnded: NonNullable<RiverbedCmcOptions['cancelOfEnded']>;
  unknownTargets: NonNullable<RiverbedCmcOptions['unknownTargets']>;
}

export type Operation = (call: Call, configurator: Configurator) => Reply;
