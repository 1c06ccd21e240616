import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { eventNames, type Recorded, textOf } from './end-to-end-histories.ts';

const FOLDER = fileURLToPath(new URL('../histories/', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Kept {
  /** Which run has made it: part of its file's name. */
  from: string;
  history: Recorded['history'];
}

/** Collects one history for each path that a run makes: of those alike, the shortest. */
export class PathCollector {
  readonly #byPath = new Map<string, Kept>();

  offer(from: string, recorded: readonly Recorded[]): void {
    for (const { history } of recorded) {
      const path = pathOf(history);
      const before = this.#byPath.get(path);
      if (before === undefined || lengthOf(history) < lengthOf(before.history))
        this.#byPath.set(path, { from, history });
    }
  }

  /** Writes them instead of those that are kept under such names now; answers how many there are. */
  async write(isTheirs: (file: string) => boolean): Promise<number> {
    await mkdir(FOLDER, { recursive: true });
    const before = (await readdir(FOLDER)).filter(isTheirs);
    await Promise.all(before.map((name) => rm(join(FOLDER, name))));
    const counts = new Map<string, number>();
    for (const { from, history } of this.#byPath.values()) {
      const number = (counts.get(from) ?? 0) + 1;
      counts.set(from, number);
      await writeFile(join(FOLDER, `${from}-${number}.json`), redacted(history));
    }
    return this.#byPath.size;
  }
}

/** The kept histories, by the names of their files. */
export async function readKept(): Promise<Recorded[]> {
  const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
  return await Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(FOLDER, name), 'utf8');
      return { workflowId: name, history: historyFromJSON(JSON.parse(text)) as Recorded['history'] };
    }),
  );
}

function lengthOf({ events }: Recorded['history']): number {
  return events?.length ?? 0;
}

/** Which kinds of event it has, in the order in which they came first: a path through the workflow. */
function pathOf(history: Recorded['history']): string {
  const type = history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name ?? '';
  const ends = history.events?.flatMap(({ workflowExecutionFailedEventAttributes: failed, ...event }) => [
    failed?.failure?.applicationFailureInfo?.type,
    event.activityTaskFailedEventAttributes?.failure?.applicationFailureInfo?.type,
    event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name,
  ]);
  const kinds = [...eventNames(history), ...(ends ?? [])].filter((name) => typeof name === 'string' && !isNoise(name));
  return [type, ...new Set(kinds)].join('\n');
}

/** What says nothing of the path: each task's own events. */
function isNoise(name: string): boolean {
  return /^(workflowTask|activityTaskStarted|workflowPropertiesModified)/.test(name);
}

/** One event a line. Who ran it and where does not matter to a replay, and is left out. */
function redacted(history: Recorded['history']): string {
  const { events } = JSON.parse(historyToJSON(history), (key, value) => {
    // A queue of one worker's own is named by its identity.
    if (key === 'identity' || (key === 'name' && /^\d+@/.test(value))) return 'worker';
    return key === 'stackTrace' ? '' : value;
  }) as { events: object[] };
  const text = `{"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
  const all = textOf(historyFromJSON(JSON.parse(text)));
  for (const path of [ROOT, homedir(), tmpdir()]) {
    if (path.length > 1 && all.includes(path)) throw new Error(`a history holds the path ${path}: it cannot be kept`);
  }
  return text;
}
