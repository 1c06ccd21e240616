import { readFile } from 'node:fs/promises';
import { isMap, isNode, isScalar, LineCounter, type Pair, parseDocument, type YAMLError } from 'yaml';
import type { ScheduleDefinition } from '../client/index.ts';
import type { Problem } from '../contract/request.ts';
import { ConfigurationError } from '../vendors/configuration.ts';
import { plain } from './print.ts';

/** One schedule of a file, before it is checked. */
interface Entry {
  name: string;
  definition: unknown;
  /** The line of a field, or of what is nearest to it. */
  lineOf: (field: string) => number;
}

export type Check = (name: string, definition: unknown) => Promise<readonly Problem[]>;

/**
 * The schedules of a YAML file by name. Throws `ConfigurationError` with all its mistakes, those that `check` finds too,
 * each with its line.
 */
export async function readScheduleFile(path: string, check: Check): Promise<Record<string, ScheduleDefinition>> {
  const { entries, problems } = parseFile(path, await readText(path));
  for (const { name, definition, lineOf } of entries) {
    for (const { field, found, expected } of await check(name, definition)) {
      problems.push({
        line: lineOf(field),
        words: `${field === 'schedule' ? name : `${name}.${field}`}: found ${plain(found)}, expected ${expected}`,
      });
    }
  }
  if (problems.length > 0) {
    const inOrder = problems.toSorted((one, other) => one.line - other.line);
    throw new ConfigurationError(
      path,
      inOrder.map(({ line, words }) => `line ${line}: ${words}`),
    );
  }
  return Object.fromEntries(entries.map(({ name, definition }) => [name, definition as ScheduleDefinition]));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message;
    throw new ConfigurationError(path, [why]);
  }
}

interface Found {
  line: number;
  words: string;
}

function parseFile(path: string, text: string): { entries: Entry[]; problems: Found[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const isTwice = ({ code }: YAMLError) => code === 'DUPLICATE_KEY';
  const broken = document.errors.filter((error) => !isTwice(error));
  if (broken.length > 0)
    throw new ConfigurationError(
      path,
      broken.map(({ message }) => message),
    );
  const top = document.contents;
  const problems: Found[] = [];
  const pairs = isMap(top) ? (top.items as Pair[]) : [];
  for (const { key } of pairs.filter(({ key }) => nameOf(key) !== 'schedules')) {
    problems.push({ line: lineAt(offsetOf(key)), words: `${nameOf(key)}: found an unknown field, expected schedules` });
  }
  const schedules = pairs.find(({ key }) => nameOf(key) === 'schedules')?.value;
  if (!isMap(schedules)) {
    problems.push({ line: lineAt(offsetOf(schedules)), words: 'schedules: expected schedules by name' });
    return { entries: [], problems };
  }
  const keys = (schedules.items as Pair[]).map(({ key }) => key);
  for (const { pos } of document.errors)
    problems.push({ line: lineAt(pos[0]), words: twiceWords(keys, pos[0], lineAt) });
  const entries = (schedules.items as Pair[]).map(({ key, value }): Entry => {
    const lineOf = (field: string) => lineAt(offsetOf(nearest(value, field) ?? key));
    return { name: nameOf(key), definition: isNode(value) ? value.toJS(document) : null, lineOf };
  });
  return { entries, problems };
}

function twiceWords(names: readonly unknown[], offset: number, lineAt: (offset: number) => number): string {
  const name = nameOf(names.find((key) => offsetOf(key) === offset));
  const first = names.find((key) => nameOf(key) === name && offsetOf(key) !== offset);
  if (first === undefined) return 'a field that stands there twice';
  return `${name}: two schedules of one name, the first is on line ${lineAt(offsetOf(first))}`;
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function offsetOf(node: unknown): number {
  return (isNode(node) && node.range?.[0]) || 0;
}

/** The node of a field such as `job.params.devices.0` or `cron (hour)`, or of what it would stand in. */
function nearest(value: unknown, field: string): unknown {
  const steps = field.replace(/ \(.*$/, '').split('.');
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const node = isMap(value) ? value.getIn(steps.slice(0, depth), true) : undefined;
    if (node !== undefined) return node;
  }
  return undefined;
}
