import { cachedProgram } from './cache.ts';
import { officialDownload } from './download.ts';
import { goBuild } from './go-build.ts';
import { fromMaker } from './makers.ts';
import type { Progress } from './progress.ts';
import { run } from './run.ts';
import { find, fromCache, fromPath, fromVariable, type Source } from './sources.ts';

/** The version that is downloaded or built; one that is named or on PATH may be another. */
export const temporalCliVersion = '1.5.1';

const remedy = `Reeve needs a Temporal server. Any one of these mends it:
  1. install the Temporal CLI and put \`temporal\` on PATH, or set TEMPORAL_CLI_PATH to it
  2. allow the network for the official download
  3. install Go 1.26 or newer, and Reeve builds it
Or set TEMPORAL_ADDRESS to a Temporal server that runs already; then none is embedded.`;

/** Finds the Temporal CLI, or brings it: the path of a \`temporal\` that runs. */
export function findTemporalCli(progress: Progress = () => {}): Promise<string> {
  return find('Temporal CLI', temporalCliSources(), remedy, progress);
}

export function temporalCliSources(): Source[] {
  const cached = cachedProgram('temporal-cli', temporalCliVersion, 'temporal', checkTemporalCli);
  return [
    fromVariable('TEMPORAL_CLI_PATH', checkTemporalCli),
    fromPath('temporal', checkTemporalCli),
    fromCache(cached),
    fromMaker(officialDownload('temporal', temporalCliVersion), cached),
    fromMaker(built, cached),
  ];
}

const built = goBuild({
  executable: 'temporal',
  package: 'github.com/temporalio/cli/cmd/temporal',
  module: new URL('./temporal/', import.meta.url),
  linkerFlags: `-s -w -X github.com/temporalio/cli/temporalcli.Version=${temporalCliVersion}`,
  packages: 1298,
});

async function checkTemporalCli(path: string): Promise<string> {
  const ran = await run(path, ['--version'], { timeoutMs: 10_000 });
  if (!ran.ok) return `${path} --version: ${ran.why}`;
  return ran.tail.startsWith('temporal version') ? '' : `${path} --version does not answer as the Temporal CLI does`;
}
