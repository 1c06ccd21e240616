import type { Surroundings, World } from '../core/world.ts';
import { createControl } from './control.ts';
import { createDefinitions } from './definitions.ts';
import { createGuard } from './guard.ts';
import type { Suite } from './job-routes.ts';
import type { SymantecCcsOptions } from './options.ts';
import { answer, isTokenRoute, kindOf } from './routes.ts';
import { createRuns } from './runs.ts';
import { plantSeeds } from './seeds.ts';
import { answerTokens } from './token-route.ts';
import { createTokens } from './tokens.ts';
import { createUsers } from './users.ts';

const STOP_SECONDS = 1;
const ACCESS_SECONDS = 3600;
const REFRESH_SECONDS = 5400;

function createSuite(options: SymantecCcsOptions, { clock, ledger }: Surroundings): Suite {
  const { stopSeconds = STOP_SECONDS, wrapped = false, parallelRuns = false } = options;
  const definitions = createDefinitions(clock);
  const runs = createRuns({ clock, ledger, stopSeconds });
  plantSeeds(definitions, runs, options);
  return { definitions, runs, clock, ledger, wrapped, parallelRuns };
}

/** Symantec Control Compliance Suite's job API. */
export function createSymantecCcs(options: SymantecCcsOptions, surroundings: Surroundings): World {
  const { accessSeconds = ACCESS_SECONDS, refreshSeconds = REFRESH_SECONDS, passwords = 'either' } = options;
  const suite = createSuite(options, surroundings);
  const users = createUsers(options.users ?? [], passwords);
  const tokens = createTokens(surroundings.clock, { accessSeconds, refreshSeconds });
  const { definitions, runs, clock } = suite;
  return {
    vendor: 'symantec-ccs',
    kindOf,
    guard: createGuard(users, tokens),
    carryOut: (call) => (isTokenRoute(call) ? answerTokens(call, users, tokens) : answer(call, suite)),
    control: createControl({ definitions, runs, tokens, users, clock }),
    inventory: () => ({
      users: users.all(),
      jobs: definitions.all().map((definition) => definition.id),
      jobNames: Object.fromEntries(definitions.all().map(({ id, name }) => [name, id])),
      runs: definitions.all().flatMap((definition) => definition.runs.map((run) => run.id)),
    }),
  };
}
