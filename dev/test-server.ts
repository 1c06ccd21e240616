import { cachedProgram } from './cache.ts';
import { officialDownload } from './download.ts';
import { fromMaker } from './makers.ts';
import { mavenCopy } from './maven.ts';
import type { Progress } from './progress.ts';
import { run } from './run.ts';
import { find, fromCache, fromPath, fromVariable, type Source } from './sources.ts';

/** The version that is downloaded or fetched: test-server/pom.xml pins the same. */
export const testServerVersion = '1.38.0';

const name = 'temporal-test-server';

const remedy = `Tests with skipped time need it. Any one of these mends it:
  1. put \`${name}\` on PATH, or set TEMPORAL_TEST_SERVER_PATH to it
  2. allow the network for the official download
  3. install a JDK (17 or newer) and Maven, and Reeve fetches it`;

/** Finds the time-skipping test server, or brings it. Throws `NotAvailable` where it cannot be had. */
export function findTestServer(progress: Progress = () => {}): Promise<string> {
  return find('time-skipping test server', testServerSources(), remedy, progress);
}

export function testServerSources(): Source[] {
  const cached = cachedProgram(name, testServerVersion, name, checkTestServer);
  return [
    fromVariable('TEMPORAL_TEST_SERVER_PATH', checkTestServer),
    fromPath(name, checkTestServer),
    fromCache(cached),
    fromMaker(officialDownload(name, testServerVersion), cached),
    fromMaker(mavenCopy(name), cached),
  ];
}

/** It knows no --version; without a port it prints its usage and ends. */
async function checkTestServer(path: string): Promise<string> {
  const ran = await run(path, [], { timeoutMs: 20_000 });
  return ran.tail.includes('Usage: <command> <port>')
    ? ''
    : `it does not start: ${ran.tail.split('\n').at(-1) || ran.why}`;
}
