import type { Surroundings, World } from '../core/world.ts';
import { createActivities } from './activities.ts';
import { createConflicts } from './conflicts.ts';
import { createControl } from './control.ts';
import { CUSTOMERS, createCustomers } from './customers.ts';
import { createExecutions } from './executions.ts';
import { createGuard, isTokenRoute } from './guard.ts';
import type { OracleManagedCloudOptions } from './options.ts';
import { answer, kindOf, type Platform } from './routes.ts';
import { createRuns } from './runs.ts';
import { createSchedules } from './schedules.ts';
import { plantSeeds } from './seeds.ts';
import { answerTokens, JWKS_PATH, TOKEN_PATH } from './token-route.ts';
import { createTokens } from './tokens.ts';
import { createUsers } from './users.ts';

const LEAD_MINUTES = 16;
// Seven hours behind, as every sample is.
const UTC_OFFSET_MINUTES = -420;
const ACCESS_SECONDS = 3600;

function createPlatform(options: OracleManagedCloudOptions, { clock, ledger }: Surroundings): Platform {
  const { stopSeconds = 0, scheduleSpeed = clock.speed, sample = 'single' } = options;
  const activities = createActivities(options.activities ?? []);
  const executions = createExecutions(clock, ledger);
  const runs = createRuns(clock, ledger);
  const schedules = createSchedules({ clock, ledger, runs, stopSeconds, scheduleSpeed });
  const now = clock.now();
  plantSeeds({ executions, schedules, runs, activities, now, sample });
  return {
    leadMinutes: options.leadMinutes ?? LEAD_MINUTES,
    conflictStatus: options.conflictStatus ?? 409,
    cancelOpen: options.cancelOpen ?? 'answer',
    utcOffsetMinutes: options.utcOffsetMinutes ?? UTC_OFFSET_MINUTES,
    clock,
    ledger,
    users: createUsers(options.users ?? []),
    customers: createCustomers(options.supportIdentifiers ?? []),
    activities,
    executions,
    runs,
    schedules,
    conflicts: createConflicts(executions.all, now),
  };
}

/** Oracle Managed Cloud Self Service: configuration executions, and the authorization server of its customers. */
export function createOracleManagedCloud(options: OracleManagedCloudOptions, surroundings: Surroundings): World {
  const platform = createPlatform(options, surroundings);
  const { users, executions, runs, schedules, clock, customers, activities } = platform;
  const tokens = createTokens(clock, options.accessSeconds ?? ACCESS_SECONDS);
  return {
    vendor: 'oracle-managed-cloud',
    kindOf,
    guard: createGuard(tokens, options.identifier ?? 'listed'),
    carryOut: (call) => (isTokenRoute(call) ? answerTokens(call, users, tokens) : answer(call, platform)),
    control: createControl({ executions, runs, schedules, tokens, users, clock }),
    inventory: () => ({
      users: users.all(),
      jobs: executions.all().map((execution) => execution.id),
      tokenPath: TOKEN_PATH,
      jwksPath: JWKS_PATH,
      identifiers: Object.fromEntries(CUSTOMERS.map(({ name, identifier }) => [name, identifier])),
      supportIdentifiers: customers.supportIdentifiers,
      activities: activities.all().map(({ config, name, types }) => ({ config, name, types })),
    }),
  };
}
