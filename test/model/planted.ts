import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Activities } from '../../contract/activities.ts';
import type { Endpoint } from '../../vendors/endpoint.ts';
import { bundleOf, productBundle } from '../harness/time-skipping.ts';
import type { Product } from './workers.ts';

/** One text of a file, which must be there exactly once, and what stands there instead. */
interface Edit {
  file: string;
  find: string;
  replace: string;
}

/** A bug that is put into a copy of the product, to see that the model finds it. */
export interface PlantedBug {
  name: string;
  /** In a copy of the workflows. */
  edits?: Edit[];
  /** Instead of the product's own activities. */
  activities?: NonNullable<Product['activities']>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export const PLANTED_BUGS: PlantedBug[] = [
  { name: 'no look after the cancel', activities: (_real, endpoints) => ({ endJob: endJobWithoutLook(endpoints) }) },
  {
    name: 'no find',
    edits: [
      {
        file: 'begin.ts',
        find: "if (tried !== 'lost') return { done: startedOf(job, tried) };\n  const match = await find(job);",
        replace:
          "if (tried !== 'lost') return { done: startedOf(job, tried) };\n  const match = { runId: job.firstExecutionRunId };",
      },
    ],
  },
  {
    name: 'a stop during the start is dropped',
    edits: [
      { file: 'stop.ts', find: '  job.stop = stop;', replace: '  if (job.handle !== undefined) job.stop = stop;' },
    ],
  },
  {
    name: 'an expiry is not moved',
    edits: [
      {
        file: 'clock.ts',
        find: 'while (job.expiresAtMs !== null && job.expiresAtMs > Date.now()) {',
        replace: 'if (job.expiresAtMs !== null && job.expiresAtMs > Date.now()) {',
      },
      { file: 'clock.ts', find: '() => job.expiresAtMs !== expiresAtMs', replace: '() => false' },
    ],
  },
  {
    name: 'a canceled that awaitJob saw is taken as proof',
    edits: [
      {
        file: 'job.ts',
        find: 'if (proven && job.stop !== undefined) job.stop.proof = reading;',
        replace: 'if (job.stop !== undefined) job.stop.proof = reading;',
      },
      {
        file: 'job.ts',
        find: "const waitsForProof = reading.state === 'canceled' && isStopping(job) && !proven;",
        replace: 'const waitsForProof = false;',
      },
    ],
  },
];

/** Believes the answer to the cancel. */
function endJobWithoutLook(endpoints: ReadonlyMap<string, Endpoint>): Activities['endJob'] {
  return async ({ endpoint, handle }) => {
    const reply = await endpoints.get(endpoint)?.cancel({ handle, secondsLeft: null, rung: 0 });
    if (reply?.reply === 'refused' || reply?.reply === 'unsupported') return { denied: reply };
    return { reading: { state: 'canceled', words: 'made up', readAt: new Date().toISOString() } };
  };
}

/** The product with a bug in it. */
export async function withBug({ edits = [], activities }: PlantedBug): Promise<Product> {
  const bundle = edits.length === 0 ? await productBundle() : await bundleOfCopy(edits);
  return { bundle, ...(activities && { activities }) };
}

async function bundleOfCopy(edits: Edit[]): Promise<Product['bundle']> {
  const copy = await mkdtemp(join(tmpdir(), 'reeve-planted-'));
  try {
    for (const folder of ['workflows', 'contract'])
      await cp(join(root, folder), join(copy, folder), { recursive: true });
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    await writeFile(join(copy, 'package.json'), '{"type":"module"}');
    for (const edit of edits) {
      const path = join(copy, 'workflows', edit.file);
      await writeFile(path, edited(await readFile(path, 'utf8'), edit));
    }
    return await bundleOf(join(copy, 'workflows', 'index.ts'));
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Throws where the product no longer has the lines in which the bug is planted: then the bug must be planted anew. */
export async function checkPlace({ edits = [] }: PlantedBug): Promise<void> {
  for (const edit of edits) edited(await readFile(join(root, 'workflows', edit.file), 'utf8'), edit);
}

function edited(text: string, { file, find, replace }: Edit): string {
  const [before, after, ...more] = text.split(find);
  if (after === undefined || more.length > 0) throw new Error(`not once in workflows/${file}: ${find}`);
  return before + replace + after;
}
