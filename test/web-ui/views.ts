import type { Locator, Page } from 'playwright-core';
import type { Reeve } from '../../client/index.ts';
import { listUrl } from './browser.ts';
import { EXPECTED, type Question } from './questions.ts';

/** One page of the Web UI that has been seen with the texts that it is there for. */
export interface View {
  image: string;
  /** What of the page the picture shows. */
  clip?: { x: number; y: number; width: number; height: number };
}

interface JobView extends View {
  key: string;
  tab: 'user-metadata' | 'pending-activities' | 'history';
  texts: readonly RegExp[];
  /** A heading that is brought to the top of the picture. */
  from?: string;
}

const TALL = { width: 1120, height: 1000 };
const BELOW_THE_TABS = { x: 64, y: 460, width: 1056, height: 440 };

export const JOB_VIEWS: readonly JobView[] = [
  {
    image: 'job-details',
    clip: BELOW_THE_TABS,
    key: 'prime-dc1/ntp-servers',
    tab: 'user-metadata',
    texts: [
      /Stop: by request, asked by night shift: wrong window/,
      /Verdict: canceled/,
      /Proof: read as .+ at \d{4}-.+Z, after the cancel’s answer/,
    ],
  },
  {
    image: 'job-progress',
    clip: BELOW_THE_TABS,
    key: 'lxca-dc1/uefi-update',
    tab: 'user-metadata',
    texts: [/running \d+ %/, /ETA: about \d{4}-/, /Next look: by the job itself/],
  },
  {
    image: 'job-pending',
    clip: BELOW_THE_TABS,
    key: 'lxca-dc1/uefi-update',
    tab: 'pending-activities',
    texts: [/await-running/, /Running \d+ %/],
  },
  {
    image: 'job-events',
    clip: { x: 64, y: 49, width: 1056, height: 440 },
    from: 'Event History',
    key: 'prime-dc1/ntp-servers',
    tab: 'history',
    texts: [
      /start deploy-template at prime-dc1/,
      /time is up after 4 h/,
      /cancel at the vendor and look until it is over/,
    ],
  },
];

/** Goes through all of them; each is told once it shows what it should. */
export async function visitAll(
  page: Page,
  { uiUrl, reeve }: { uiUrl: string; reeve: Reeve },
  questions: readonly Question[],
  seen: (view: View) => Promise<unknown>,
): Promise<void> {
  for (const { query, image } of questions) {
    const ends = EXPECTED[image] ?? [];
    await page.goto(listUrl(uiUrl, query), { waitUntil: 'commit' });
    await page.getByText(ends.length === 1 ? '1 Workflow' : `${ends.length} Workflows`, { exact: true }).waitFor();
    for (const end of ends) await page.getByRole('link', { name: new RegExp(`${end}$`) }).waitFor();
    await seen({ image });
  }
  await page.setViewportSize(TALL);
  for (const view of JOB_VIEWS) {
    const id = `job/${view.key}`;
    const { runId } = await reeve.client.workflow.getHandle(id).describe();
    await page.goto(`${uiUrl}/namespaces/default/workflows/${encodeURIComponent(id)}/${runId}/${view.tab}`, {
      waitUntil: 'commit',
    });
    for (const text of view.texts)
      await placeOf(page, view).getByText(text).filter({ visible: true }).first().waitFor();
    if (view.from !== undefined) {
      await page.getByRole('heading', { name: view.from }).evaluate((heading) => heading.scrollIntoView());
    }
    await seen(view);
  }
}

/** Markdown is rendered in a frame of its own, the current details' after that of the summary. */
function placeOf(page: Page, { tab }: JobView): Locator {
  if (tab !== 'user-metadata') return page.locator('body');
  return page.frameLocator('iframe[src*="Stamp"]').locator('body');
}
