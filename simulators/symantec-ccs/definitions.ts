import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import type { Behaviour, Definition, Run } from './definition.ts';

export interface NewDefinition {
  id?: string;
  name: string;
  description?: string;
  type?: Definition['type'];
  creator: string;
  details?: Record<string, unknown>;
  behaviour?: Behaviour;
}

export interface Definitions {
  all(): Definition[];
  /** What the API shows. */
  visible(): Definition[];
  create(asked: NewDefinition): Definition;
  remove(definition: Definition): void;
}

export const ORDINARY: Behaviour = { pendingSeconds: 0, seconds: 20, ends: 'completed' };

export function findDefinition(definitions: Definition[], id: string): Definition | undefined {
  return definitions.find((definition) => definition.id === id.toLowerCase());
}

export function findRun(definitions: Definition[], id: string): { definition: Definition; run: Run } | undefined {
  for (const definition of definitions) {
    const run = definition.runs.find((candidate) => candidate.id === id.toLowerCase());
    if (run !== undefined) return { definition, run };
  }
  return undefined;
}

export function createDefinitions(clock: Clock): Definitions {
  let definitions: Definition[] = [];
  return {
    all: () => definitions,
    visible: () => definitions.filter((definition) => definition.hiddenUntil <= clock.now()),
    create({ id = randomUUID(), name, creator, description = '', details = {}, ...asked }) {
      const { type = 'CollectionEvaluationJob', behaviour = ORDINARY } = asked;
      const createdAt = clock.now();
      const own = { id, name, creator, description, details, type, behaviour };
      const definition: Definition = { ...own, createdAt, modifiedAt: createdAt, runs: [], hiddenUntil: 0 };
      definitions.push(definition);
      return definition;
    },
    remove(definition) {
      definitions = definitions.filter((other) => other !== definition);
    },
  };
}
