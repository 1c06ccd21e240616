import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath } from './check.ts';
import type { Maker } from './makers.ts';
import { type Progress, reporting } from './progress.ts';
import { run } from './run.ts';

const pinned = new URL('./test-server/', import.meta.url);

// "$(dirname …)" and not a fixed path: the folder is renamed once it is complete.
const wrapper = `#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;

/** The test server's jars from Maven, run by the JDK that is there. */
export function mavenCopy(executable: string): Maker {
  return {
    name: 'fetched with Maven',
    async lacks() {
      if (process.platform === 'win32') return 'needs a Unix shell';
      const missing = [];
      for (const tool of ['java', 'mvn']) if (!(await onPath(tool))) missing.push(tool);
      return missing.length > 0 ? `there is no ${missing.join(' and no ')} on PATH` : '';
    },
    async fill(folder, signal, progress) {
      const lib = join(folder, 'lib');
      await copyJars(lib, signal, progress);
      await verifyJars(lib, new URL('jars.sha256', pinned));
      await writeFile(join(folder, executable), wrapper, { mode: 0o755 });
    },
  };
}

async function copyJars(lib: string, signal: AbortSignal, progress: Progress): Promise<void> {
  const pom = fileURLToPath(new URL('pom.xml', pinned));
  // --strict-checksums fails on a jar that does not match the repository's own checksum.
  const args = ['--batch-mode', '--no-transfer-progress', '--strict-checksums', '--file', pom];
  args.push('dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${lib}`);
  progress('fetching it with Maven, once');
  const copied = await reporting(
    progress,
    () => 'fetching it with Maven',
    () => run('mvn', args, { signal, timeoutMs: 300_000 }),
  );
  if (copied.ok) return;
  const errors = copied.tail.split('\n').filter((line) => line.includes('[ERROR]'));
  throw new Error(`mvn failed (${copied.why})\n${errors.slice(0, 3).join('\n')}`);
}

/** The folder must hold the listed jars and no others, each with its SHA-256. */
export async function verifyJars(lib: string, list: URL): Promise<void> {
  const expected = (await readFile(list, 'utf8')).trim().split('\n');
  const came = await Promise.all((await readdir(lib)).map(async (name) => `${await sha256(join(lib, name))}  ${name}`));
  const wrong = [
    ...expected.filter((line) => !came.includes(line)),
    ...came.filter((line) => !expected.includes(line)),
  ];
  if (wrong.length === 0) return;
  const names = new Set(wrong.map((line) => line.split('  ')[1]));
  throw new Error(`these jars are missing, unexpected or not the pinned ones: ${[...names].join(', ')}`);
}

async function sha256(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
