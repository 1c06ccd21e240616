import type { Surroundings, World } from '../core/world.ts';
import { createControl } from './control.ts';
import { createGuard } from './guard.ts';
import { createJobs, type Jobs } from './jobs.ts';
import type { Prime } from './operations.ts';
import type { CiscoPrimeOptions } from './options.ts';
import { answer, kindOf } from './routes.ts';
import { plantSeeds } from './seeds.ts';
import { createTemplates } from './templates.ts';
import { createUsers } from './users.ts';

const STOP_SECONDS = 1;
// The offset of the one real time text that is known.
const UTC_OFFSET_MINUTES = 600;

function createPrime(options: CiscoPrimeOptions, { clock, ledger, rateLimit }: Surroundings): Prime {
  const { utcOffsetMinutes = UTC_OFFSET_MINUTES, stopSeconds = STOP_SECONDS, emptyList = 'omitted' } = options;
  const jobs = createJobs({ clock, ledger, rateLimit, utcOffsetMinutes, stopSeconds });
  const templates = createTemplates(options.templates ?? [], options.unknownTemplate ?? 'refuse');
  return { jobs, templates, clock, ledger, rateLimit, utcOffsetMinutes, emptyList };
}

function runIds(jobs: Jobs): string[] {
  return jobs.all().flatMap((job) => job.runs.map((run) => run.id));
}

/** Cisco Prime Infrastructure's job API, v1 to v4. */
export function createCiscoPrime(options: CiscoPrimeOptions, surroundings: Surroundings): World {
  const prime = createPrime(options, surroundings);
  const users = createUsers(options.users ?? []);
  const { jobs, templates, clock } = prime;
  plantSeeds(jobs);
  return {
    vendor: 'cisco-prime',
    kindOf,
    guard: createGuard(users, surroundings.rateLimit),
    carryOut: (call) => answer(call, prime),
    control: createControl({ jobs, users, clock }),
    inventory: () => ({
      users: users.all(),
      jobs: jobs.all().map((job) => job.id),
      runs: runIds(jobs),
      templates: templates.all().map((template) => template.name),
    }),
  };
}
