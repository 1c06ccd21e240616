import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executableFile, onPath } from './check.ts';
import type { Maker } from './makers.ts';
import { type Progress, reporting } from './progress.ts';
import { run } from './run.ts';

export interface GoProgram {
  executable: string;
  /** The main package, as the module's `tool` line names it. */
  package: string;
  /** The folder of the go.mod and go.sum that pin it and all that it needs. */
  module: URL;
  linkerFlags: string;
  /** Roughly how many packages a build from nothing compiles; only for the progress line. */
  packages: number;
}

export function goBuild(program: GoProgram): Maker {
  return {
    name: 'built with Go',
    lacks: async () => ((await onPath('go')) ? '' : 'there is no go on PATH'),
    fill: (folder, signal, progress) => build(program, folder, signal, progress),
  };
}

async function build(program: GoProgram, folder: string, signal: AbortSignal, progress: Progress): Promise<void> {
  const counter = countLines(program.packages);
  // -v lists each package. It also ends an orphaned build, which gets SIGPIPE once this process is gone.
  const args = ['build', '-v', '-mod=readonly', '-trimpath', `-ldflags=${program.linkerFlags}`];
  args.push('-o', join(folder, executableFile(program.executable)), program.package);
  const cwd = fileURLToPath(program.module);
  // A workspace file further up would replace the pinned versions.
  const options = { cwd, env: { GOWORK: 'off' }, signal, onLine: counter.take };
  progress('building it with Go, once; from nothing this takes some minutes and 4 GB of disk');
  const built = await reporting(progress, counter.describe, () => run('go', args, options));
  if (!built.ok) throw new Error(`go build failed (${built.why})\n${whyItFailed(built.tail)}`);
}

function countLines(packages: number) {
  let downloaded = 0;
  let compiled = 0;
  return {
    take(line: string) {
      if (line.startsWith('go: downloading ')) downloaded += 1;
      else if (isPackage(line)) compiled += 1;
    },
    describe() {
      if (compiled === 0 && downloaded > 0) return `downloading Go modules: ${downloaded} so far`;
      if (compiled === 0) return 'building it with Go';
      return `building it with Go: ${compiled} of at most ${packages} packages compiled`;
    },
  };
}

function whyItFailed(tail: string): string {
  const lines = tail.split('\n').filter((line) => line !== '' && !isPackage(line));
  return lines
    .slice(-5)
    .map((line) => `    ${line}`)
    .join('\n');
}

/** `go build -v` prints a package's path alone on its line. */
function isPackage(line: string): boolean {
  return /^\S+$/.test(line);
}
