import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readPage } from './page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const COMPILER = join(root, 'node_modules/typescript/bin/tsc');
const pages = globSync(['README.md', 'docs/*.md'], { cwd: root }).filter(
  (page) => readPage(join(root, page)).programs.length > 0,
);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-programs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program of a page, on the same lines there and here. */
async function write(page: string, { line, what }: { line: number; what: string }): Promise<void> {
  await writeFile(join(folder, `${page.replaceAll('/', '-')}-${line}.ts`), '\n'.repeat(line - 1) + what);
}

/** As another program has it: `reeve/client` is the package's export. */
async function mistakes(): Promise<string[]> {
  const compilerOptions = {
    paths: { 'reeve/client': [join(root, 'client/index.ts')] },
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const config = { extends: join(root, 'tsconfig.json'), compilerOptions, include: ['*.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const { stdout } = spawnSync(process.execPath, [COMPILER, '-p', folder], { encoding: 'utf8', cwd: folder });
  return stdout.match(/^.*error TS.*$/gm) ?? [];
}

test('the programs of README.md and docs compile, and a wrong name in one is found', async () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/api.md']));
  for (const page of pages) {
    for (const program of readPage(join(root, page)).programs) await write(page, program);
  }
  await write('wrong', {
    line: 7,
    what: "import { Reeve } from 'reeve/client';\nawait (await Reeve.connect()).begin();\n",
  });
  expect(await mistakes()).toEqual([expect.stringMatching(/wrong-7\.ts\(8,31\): error TS2339: .*'begin'/)]);
}, 60_000);
