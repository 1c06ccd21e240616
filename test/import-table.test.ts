import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'reeve-imports-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** A row for each folder: what it may import, and what it may not. */
const TABLE: [folder: string, may: string[], mayNot: string[]][] = [
  ['contract', ['./job.ts'], ['zod', '../vendors/gate.ts', '../workflows/job.ts', 'node:crypto', '@temporalio/common']],
  [
    'workflows',
    ['./job.ts', '../contract/job.ts', '@temporalio/workflow', '@temporalio/common'],
    ['../activities/index.ts', '../vendors/params.ts', 'zod', 'node:fs', '@temporalio/client'],
  ],
  [
    'vendors',
    ['./gate.ts', '../contract/job.ts', 'zod'],
    ['@temporalio/common', '../activities/index.ts', '../client/index.ts', '../simulators/index.ts'],
  ],
  [
    'vendors/cisco-prime',
    ['../gate.ts', '../../contract/job.ts'],
    ['@temporalio/activity', '../../workers/log.ts', '../../simulators/index.ts'],
  ],
  ['activities', ['../contract/job.ts', '../vendors/endpoint.ts'], ['../workers/log.ts', '../workflows/job.ts']],
  [
    'workers',
    ['../contract/job.ts', '../activities/index.ts', '../vendors/endpoint.ts'],
    ['../cli/print.ts', '../workflows/index.ts', '../client/index.ts', '../dev/index.ts'],
  ],
  [
    'client',
    ['../contract/job.ts', '../vendors/params.ts'],
    ['../vendors/endpoint.ts', '../workers/log.ts', '../dev/index.ts'],
  ],
  [
    'cli',
    ['../contract/job.ts', '../client/index.ts', '../workers/run-worker.ts', '../vendors/params.ts', '../dev/index.ts'],
    ['../activities/index.ts', '../workflows/index.ts'],
  ],
  ['cli/commands', ['../../simulators/index.ts', '../../client/index.ts'], ['../../activities/index.ts']],
  ['simulators', ['./options.ts', 'zod'], ['../contract/job.ts', '../vendors/xml.ts', '../dev/index.ts']],
  ['simulators/core', ['../options.ts'], ['../../contract/job.ts', '../../vendors/xml.ts']],
  [
    'dev',
    ['./run.ts', '@temporalio/client'],
    ['../contract/search-attributes.ts', '../cli/print.ts', '../bench/lab.ts'],
  ],
  ['bench', ['../client/index.ts', '../dev/index.ts', '../simulators/index.ts', '../test/harness/lab.ts'], []],
  ['bench/scenarios', ['../../contract/job.ts', '../../test/harness/lab.ts'], []],
];

const rows = TABLE.flatMap(([folder, may, mayNot]) => [
  ...may.map((from) => ({ folder, verb: 'may', from })),
  ...mayNot.map((from) => ({ folder, verb: 'may not', from })),
]).map((row, index) => ({ ...row, path: `${row.folder}/planted-${index}.ts` }));

/** Plants a file for each row in an empty project with our linter's rules; answers those that it refuses. */
function refused(): Set<string> {
  const rules = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(copy, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
  for (const { path, from } of rows) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), `import type { Thing } from '${from}';\n\nexport type Other = Thing;\n`);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '--only=style/noRestrictedImports', '.'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  expect(stderr).not.toContain('configuration');
  const paths = new Set<string>();
  for (const [path] of stdout.matchAll(/[a-z/-]+\/planted-\d+\.ts/g)) paths.add(path);
  return paths;
}

const refusals = refused();

test.each(rows)('$folder $verb import $from', ({ verb, path }) => {
  expect(refusals.has(path)).toBe(verb === 'may not');
});
