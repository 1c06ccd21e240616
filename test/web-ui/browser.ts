import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The installed Chromium: `REEVE_CHROMIUM`, or the first of its names on PATH. None is ever downloaded. */
export async function findChromium(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const given = process.env.REEVE_CHROMIUM;
  for (const path of given === undefined ? onPath : [given]) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}

export const NO_CHROMIUM =
  'NO CHROMIUM: put one on PATH (Debian: apt-get install chromium), or name it in REEVE_CHROMIUM';

const SIZE = { width: 1160, height: 430 };

/** As an operator would choose them, in the list's settings. */
const COLUMNS = ['Status', 'Workflow ID', 'ReeveState', 'ReeveCause', 'ReeveVerdict'];

/** No name is resolved. (Playwright's own interception would switch the cache off, and each page load the whole UI anew.) */
const ALONE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

/** A browser that sees nothing but the Web UI: its pages are of this machine alone. */
export async function openBrowser(executablePath: string): Promise<{ browser: Browser; page: Page }> {
  // A container's root has no sandbox, and the only pages are our own server's.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false, args: [ALONE] });
  const context = await browser.newContext({
    viewport: SIZE,
    timezoneId: 'UTC',
    locale: 'en-GB',
    colorScheme: 'light',
  });
  const columns = JSON.stringify({ default: COLUMNS.map((label) => ({ label })) });
  await context.addInitScript((chosen) => localStorage.setItem('namespace-workflow-table-columns', chosen), columns);
  return { browser, page: await context.newPage() };
}

export function listUrl(uiUrl: string, query: string): string {
  return `${uiUrl}/namespaces/default/workflows?query=${encodeURIComponent(query)}`;
}
