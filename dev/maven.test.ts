import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { verifyJars } from './maven.ts';

const sumOfX = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
let folder: string;
let lib: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-jars-'));
  lib = join(folder, 'lib');
  await mkdir(lib);
  await writeFile(join(folder, 'list'), `${sumOfX}  a.jar\n`);
});
afterEach(() => rm(folder, { recursive: true }));

const verify = () => verifyJars(lib, pathToFileURL(join(folder, 'list')));

test('the pinned jars pass', async () => {
  await writeFile(join(lib, 'a.jar'), 'x');
  await verify();
});

test('a changed, a missing and an additional jar are named', async () => {
  await expect(verify()).rejects.toThrow('a.jar');
  await writeFile(join(lib, 'a.jar'), 'y');
  await expect(verify()).rejects.toThrow('a.jar');
  await writeFile(join(lib, 'a.jar'), 'x');
  await writeFile(join(lib, 'b.jar'), 'x');
  await expect(verify()).rejects.toThrow(': b.jar');
});
