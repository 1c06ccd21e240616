import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { PARAMS } from '../vendors/params.ts';
import { withoutVendor } from './typed-request.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'reeve-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines that the compiler refuses in a copy of the type test, checked with the repository's own settings. */
function refusedLines(text: string): number[] {
  const client = relative(realpathSync(folder), join(root, 'client/index.ts'));
  writeFileSync(join(folder, 'copy.mts'), text.replaceAll("'./index.ts'", `'${client}'`));
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(root, 'node_modules/@types')] },
    include: ['copy.mts'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  const errors = [...stdout.matchAll(/^(.*)\((\d+),\d+\): error/gm)];
  expect(errors.filter(([, file]) => !file?.endsWith('copy.mts')).map(([line]) => line)).toEqual([]);
  return [...new Set(errors.map(([, , line]) => Number(line)))];
}

// That all of it is as it says is the compiler's to check: `npm run types` reads the file too.
test('each wrong request of the type test is refused where its mark is taken away, and nothing else is', () => {
  const lines = readFileSync(new URL('typed-request.types.ts', import.meta.url), 'utf8').split('\n');
  const marked = lines.flatMap((line, index) => (line.startsWith('// @ts-expect-error') ? [index + 1] : []));
  expect(marked.length).toBeGreaterThan(10);
  const unmarked = lines.map((line) => line.replace(/^\/\/ @ts-expect-error/, '// was marked:'));
  const refused = refusedLines(unmarked.join('\n'));
  expect(marked.filter((line) => !refused.some((at) => at > line && at <= line + 2))).toEqual([]);
  expect(refused).toHaveLength(marked.length);
}, 120_000);

test('an operation has one vendor, so that its name alone tells the compiler its parameters', () => {
  const names = Object.values(PARAMS).flatMap((operations) => Object.keys(operations));
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
});

test('the vendor that is for the compiler is not sent', () => {
  const request = { endpoint: 'ccs', operation: 'run', params: { jobId: 'id' }, expiresIn: '1h' } as const;
  expect(withoutVendor({ ...request, vendor: 'symantec-ccs' })).toEqual(request);
});
