import type { Clock } from '../core/clock.ts';
import type { Control, JobPatch } from '../core/fault-script.ts';
import { type Definition, lastRun, type Run } from './definition.ts';
import { type Definitions, findDefinition, findRun } from './definitions.ts';
import type { Runs } from './runs.ts';
import type { Tokens } from './tokens.ts';
import type { Users } from './users.ts';

interface ControlInput {
  definitions: Definitions;
  runs: Runs;
  tokens: Tokens;
  users: Users;
  clock: Clock;
}

/** The run's id now belongs to a run of somebody else's job. */
function replaceRun(definition: Definition, run: Run, { definitions, runs }: ControlInput): void {
  definition.runs = definition.runs.filter((other) => other !== run);
  const foreign = definitions.all().find((other) => other !== definition && other.name === 'Endless-Collection');
  if (foreign !== undefined) runs.execute(foreign, 'domain1\\colleague', undefined, run.id);
}

function patchRun(definition: Definition, run: Run, patch: JobPatch, input: ControlInput): void {
  if (patch.end !== undefined) input.runs.end(run, patch.end, { user: 'console' });
  if (patch.set !== undefined) {
    run.shown = { ...run.shown, ...patch.set };
    run.ledger.changes.push({ at: Date.now(), state: run.ledger.state, words: `shown ${JSON.stringify(patch.set)}` });
  }
  if (patch.replace) replaceRun(definition, run, input);
}

function hide(target: { hiddenUntil: number }, patch: JobPatch, now: number): void {
  if (patch.vanish !== undefined) target.hiddenUntil = patch.vanish ? Number.POSITIVE_INFINITY : 0;
  if (patch.hideMs !== undefined) target.hiddenUntil = now + patch.hideMs;
}

/** A run by its id; a job by its id, for which what concerns runs goes to its latest. */
function setJob(id: string, patch: JobPatch, input: ControlInput): boolean {
  const all = input.definitions.all();
  const byRun = findRun(all, id);
  const definition = byRun?.definition ?? findDefinition(all, id);
  if (definition === undefined) return false;
  hide(byRun?.run ?? definition, patch, input.clock.now());
  const run = byRun?.run ?? lastRun(definition);
  if (run !== undefined) patchRun(definition, run, patch, input);
  return true;
}

export function createControl(input: ControlInput): (action: Control) => boolean {
  return (action) => {
    switch (action.do) {
      case 'setJob':
        return setJob(action.job ?? '', action.patch, input);
      case 'expireTokens':
        input.tokens.expire(action.which);
        return true;
      case 'setPassword':
        return input.users.setPassword(action.user, action.password);
      default:
        return false;
    }
  };
}
