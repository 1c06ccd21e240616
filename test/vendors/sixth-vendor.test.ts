import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = [
  'contract',
  'vendors',
  'activities',
  'workflows',
  'workers',
  'client',
  'cli',
  'simulators',
  'dev',
  'test',
];
const FILES = ['jest.config.js', 'package.json', 'tsconfig.json', 'biome.json'];
const GREATEST = 250;

interface Block {
  kind: string;
  path: string;
  text: string;
}

let copy: string;
let blocks: Block[];

/** The document's blocks that name a file. */
async function readBlocks(): Promise<Block[]> {
  const text = await readFile(join(root, 'docs/adding-a-vendor.md'), 'utf8');
  const found = text.matchAll(/^```(ts|diff) (\S+)\n(.*?)^```$/gms);
  return [...found].map(([, kind = '', path = '', content = '']) => ({ kind, path, text: content }));
}

/** Puts each `+` line behind the line before it, which must stand in the file exactly once. */
function edited(text: string, diff: string): string {
  let lines = text.split('\n');
  let place = -1;
  for (const line of diff.trimEnd().split('\n')) {
    if (line.startsWith('+')) {
      place += 1;
      lines = lines.toSpliced(place, 0, line.slice(1));
      continue;
    }
    place = lines.indexOf(line.slice(1));
    if (place === -1 || lines.lastIndexOf(line.slice(1)) !== place) throw new Error(`not one line is ${line}`);
  }
  return lines.join('\n');
}

async function put({ kind, path, text }: Block): Promise<void> {
  const to = join(copy, path);
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, kind === 'ts' ? text : edited(await readFile(to, 'utf8'), text));
}

/** A program of node_modules, run in the copy: its exit code and all that it says. */
async function inCopy(script: string, args: readonly string[]): Promise<{ code: number; said: string }> {
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const options = { cwd: copy, maxBuffer: 10_000_000 };
  return await run(process.execPath, [...flags, join(root, 'node_modules', script), ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
  );
}

const kit = () => inCopy('jest/bin/jest.js', ['--forceExit', '--verbose', 'test/vendors/northwind-backup']);

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'reeve-sixth-'));
  const isWanted = (from: string) => !/\.test\.ts$|test\/histories/.test(from);
  for (const folder of FOLDERS) await cp(join(root, folder), join(copy, folder), { recursive: true, filter: isWanted });
  for (const file of FILES) await cp(join(root, file), join(copy, file));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  blocks = await readBlocks();
  for (const block of blocks) await put(block);
}, 60_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

test('a vendor and its simulator fit in 250 lines; outside their folders one line is added, or two', () => {
  const product = blocks.filter(({ path }) => !path.startsWith('test/'));
  const lines = product.flatMap(({ kind, text }) =>
    text
      .trimEnd()
      .split('\n')
      .filter((line) => kind === 'ts' || line.startsWith('+')),
  );
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.length).toBeLessThanOrEqual(GREATEST);
  for (const { kind, text } of blocks) if (kind === 'diff') expect(text.match(/^\+/gm)?.length).toBeLessThanOrEqual(2);
});

test('its types fit everywhere', async () => {
  expect(await inCopy('typescript/bin/tsc', ['--noEmit'])).toEqual({ code: 0, said: '' });
}, 60_000);

test('it passes the kit', async () => {
  const { code, said } = await kit();
  expect({ code, said: code === 0 ? '' : said.slice(0, 5_000) }).toEqual({ code: 0, said: '' });
  expect(said).toMatch(/Tests: +[1-9]\d{2} passed/);
}, 120_000);

test('it fails the kit once a single line lies', async () => {
  const states = blocks.find(({ path }) => path === 'vendors/northwind-backup/states.ts') as Block;
  const lie = states.text.replace("return 'failed'", "return 'succeeded'");
  expect(lie).not.toBe(states.text);
  await put({ ...states, text: lie });
  const { code, said } = await kit();
  expect(code).not.toBe(0);
  expect(said).toContain('✕ look: failed is failed');
}, 120_000);
