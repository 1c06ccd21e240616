import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
let program: string;

/** Another program's folder with Reeve in it as npm packs it, and beside it what Reeve depends on. */
beforeAll(async () => {
  program = await realpath(await mkdtemp(join(tmpdir(), 'reeve-package-')));
  const { stdout } = await run('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', program], {
    cwd: root,
  });
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
  const installed = join(program, 'node_modules/reeve');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(program, filename), '--strip-components=1', '-C', installed]);
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const name of [...Object.keys(dependencies), '@types/node']) {
    const link = join(program, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(join(root, 'node_modules', name)), link);
  }
  await writeFile(join(program, 'package.json'), '{ "type": "module" }');
}, 120_000);
afterAll(() => rm(program, { recursive: true, force: true }));

test('another program imports reeve/client, and nothing else of the package', async () => {
  const script = `
    const { Reeve } = await import('reeve/client');
    console.log(typeof Reeve.connect);
    await import('reeve/workers/run-worker.ts').catch(({ code }) => console.log(code));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: program });
  expect(stdout.trim().split('\n')).toEqual(['function', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);
});

test('its compiler knows the parameters of each operation, and takes what docs/api.md shows', async () => {
  const compilerOptions = { module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: ['node'] };
  await writeFile(
    join(program, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['program.ts', 'page.ts'] }),
  );
  const request = (params: string) => `{ endpoint: 'ccs', operation: 'run', params: ${params}, expiresIn: '1h' }`;
  await writeFile(
    join(program, 'program.ts'),
    `import { Reeve } from 'reeve/client';
     const reeve = await Reeve.connect();
     await reeve.start(${request("{ jobId: 'id' }")});
     await reeve.start(${request("{ job: 'id' }")});`,
  );
  const page = await readFile(join(root, 'docs/api.md'), 'utf8');
  await writeFile(join(program, 'page.ts'), page.match(/^```ts\n(.*?)^```/ms)?.[1] ?? 'nothing');
  const compiled = run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', program]);
  const { stdout } = await compiled.catch((error: { stdout: string }) => error);
  // What the SDK's own declarations lack is not ours to mend.
  const errors = (stdout.match(/^.*error TS.*/gm) ?? []).filter((line) => !line.includes('@temporalio'));
  expect(errors).toEqual([expect.stringMatching(/program\.ts\(4,/)]);
}, 120_000);
