/** `npm run screenshots`: the pictures of docs/web-ui.md, from a populated server. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, NO_CHROMIUM, openBrowser } from './browser.ts';
import { populate } from './populate.ts';
import { readQuestions } from './questions.ts';
import { setStage } from './stage.ts';
import { visitAll } from './views.ts';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

const executable = await findChromium();
if (executable === undefined) throw new Error(NO_CHROMIUM);
await using stage = await setStage();
await populate(stage);
const { browser, page } = await openBrowser(executable);
try {
  await mkdir(FOLDER, { recursive: true });
  await visitAll(page, stage, await readQuestions(Date.now()), async ({ image, clip }) => {
    const path = join(FOLDER, `${image}.png`);
    await page.screenshot({ path, animations: 'disabled', ...(clip && { clip }) });
    process.stdout.write(`${image}.png ${Math.round((await stat(path)).size / 1000)} kB\n`);
  });
} finally {
  await browser.close();
}
