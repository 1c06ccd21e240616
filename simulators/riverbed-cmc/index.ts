import type { Surroundings, World } from '../core/world.ts';
import type { Access } from './access.ts';
import { addressOf } from './address.ts';
import { answerCommon } from './common-routes.ts';
import type { Configurator } from './configurator.ts';
import { createControl } from './control.ts';
import { notFound } from './errors.ts';
import { createFeatures } from './feature.ts';
import { createGuard } from './guard.ts';
import { createJobs } from './jobs.ts';
import type { RiverbedCmcOptions } from './options.ts';
import { createPasses } from './passes.ts';
import { answerConfigurator, kindOf } from './routes.ts';
import { plantSeeds } from './seeds.ts';
import { SITES } from './targets.ts';
import { createUsers } from './users.ts';

const STOP_SECONDS = 1;
const LOGIN_SECONDS = 3600;

function createConfigurator(options: RiverbedCmcOptions, { clock, ledger }: Surroundings): Configurator {
  const { stopSeconds = STOP_SECONDS, partialStatus = 'Failed', emptyFields = 'page' } = options;
  const { cancelOfEnded = 'refuse', unknownTargets = 'refuse' } = options;
  const features = createFeatures(options.features ?? []);
  const jobs = createJobs({ clock, ledger, stopSeconds, partialStatus });
  plantSeeds(jobs, features, clock);
  return { jobs, features, clock, ledger, emptyFields, cancelOfEnded, unknownTargets };
}

function createAccess(options: RiverbedCmcOptions, { clock }: Surroundings): Access {
  const { tokenSeconds = LOGIN_SECONDS, sessionSeconds = LOGIN_SECONDS, tokens: tokenForm = 'bearer' } = options;
  return {
    users: createUsers(options.users ?? []),
    tokens: createPasses({ clock, seconds: tokenSeconds, isRenewedByUse: false }),
    sessions: createPasses({ clock, seconds: sessionSeconds, isRenewedByUse: true }),
    clock,
    tokenSeconds,
    tokenForm,
    logins: options.logins ?? ['BASIC', 'COOKIE', 'OAUTH_2_0'],
  };
}

/** Riverbed CMC's configurator API, 1.0 and 1.1, and the common service that lets its users in. */
export function createRiverbedCmc(options: RiverbedCmcOptions, surroundings: Surroundings): World {
  const configurator = createConfigurator(options, surroundings);
  const access = createAccess(options, surroundings);
  const { jobs, features, clock } = configurator;
  return {
    vendor: 'riverbed-cmc',
    kindOf,
    guard: createGuard(access),
    carryOut(call) {
      const address = addressOf(call);
      if (address === undefined) return notFound(call);
      if (address.service === 'common') return answerCommon(call, address.parts, access);
      return answerConfigurator(call, address.parts, configurator);
    },
    control: createControl({ jobs, features, access, clock }),
    inventory: () => ({
      users: access.users.all(),
      accessCodes: access.users.accessCodes(),
      jobs: jobs.all().map((job) => String(job.id)),
      features: Object.fromEntries(features.all().map(({ id, name }) => [name, id])),
      sites: SITES,
    }),
  };
}
