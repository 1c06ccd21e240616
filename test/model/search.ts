import fc from 'fast-check';
import { PLAN } from './commands.ts';
import { violations } from './model.ts';
import type { Plan } from './plan.ts';
import { isRestarted, type Run } from './run-plans.ts';
import type { Servers } from './servers.ts';
import type { Product } from './workers.ts';

/** So many sequences share a server. */
const AT_ONCE = 50;
/** So many simpler plans are tried at the same time, and so often, to shrink one that fails. */
const TRIES_AT_ONCE = 25;
const MOST_ROUNDS = 20;
const CONFIRM_TIMES = 5;

export interface Failure {
  plan: Plan;
  violations: string[];
  run: Run;
}

export interface Searched {
  sequences: number;
  failures: Failure[];
}

export interface Search {
  servers: Servers;
  product: Product;
  /** Stops at the first batch with a failure. */
  stopAtFailure?: boolean;
  progress?: (line: string) => void;
  onFailure?: (failure: Failure) => void;
}

/** The plans of a seed: always the same ones. */
export function plansOf(seed: number, sequences: number): Plan[] {
  return fc.sample(PLAN, { seed, numRuns: sequences });
}

/** Runs all plans, many at a time, and answers those that the model speaks against. */
export async function search({ servers, product, ...options }: Search, plans: readonly Plan[]): Promise<Searched> {
  const failures: Failure[] = [];
  let sequences = 0;
  for (const batch of batchesOf(plans)) {
    const runs = await servers.run(product, batch);
    sequences += runs.length;
    const found = await confirmed(servers, product, runs.flatMap(failureOf));
    for (const failure of found) options.onFailure?.(failure);
    failures.push(...found);
    options.progress?.(`${sequences} sequences, ${failures.length} failed`);
    if (options.stopAtFailure && failures.length > 0) break;
  }
  return { sequences, failures };
}

/** What failed on a server that was set free by force counts where it fails again, alone and several times at once. */
async function confirmed(servers: Servers, product: Product, failures: Failure[]): Promise<Failure[]> {
  const sure = failures.filter(({ run }) => !run.forced);
  for (const { plan } of failures.filter(({ run }) => run.forced)) {
    const runs = await servers.run(
      product,
      Array.from({ length: CONFIRM_TIMES }, () => plan),
    );
    sure.push(...runs.flatMap(failureOf).slice(0, 1));
  }
  return sure;
}

/** Restarts are everybody's on a server, so those who want none are kept apart. */
function batchesOf(plans: readonly Plan[]): Plan[][] {
  const kinds = [plans.filter((plan) => !isRestarted(plan)), plans.filter(isRestarted)];
  return kinds.flatMap((kind) =>
    Array.from({ length: Math.ceil(kind.length / AT_ONCE) }, (_, index) =>
      kind.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
    ),
  );
}

function failureOf(run: Run): Failure[] {
  const found = violations(run);
  return found.length === 0 ? [] : [{ plan: run.plan, violations: found, run }];
}

/** A simpler plan that breaks the same rule; the plan itself where none is found. */
export async function shrink({ servers, product, progress }: Search, failure: Failure): Promise<Failure> {
  let best = failure;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const simpler = [...PLAN.shrink(best.plan, undefined).take(TRIES_AT_ONCE)].map(({ value }) => value);
    if (simpler.length === 0) break;
    const runs = await servers.run(product, simpler);
    const next = runs.flatMap(failureOf).find((found) => ruleOf(found) === ruleOf(failure));
    progress?.(`shrinking: round ${round + 1}, ${next === undefined ? 'no simpler one' : 'a simpler one'}`);
    if (next === undefined) break;
    best = next;
  }
  return best;
}

function ruleOf({ violations: [first = ''] }: Failure): string {
  return first.slice(0, first.indexOf(':'));
}
