import { readFile } from 'node:fs/promises';
import { nightBefore } from './populate.ts';

export const PAGE = new URL('../../docs/web-ui.md', import.meta.url);

/** One question of docs/web-ui.md. */
export interface Question {
  title: string;
  /** As it stands in the page. */
  filter: string;
  /** The same at the time of the test. */
  query: string;
  /** File in docs/images, without its ending. */
  image: string;
}

/** What each question should find among the jobs of `populate`, by image. Ends of workflow ids. */
export const EXPECTED: Record<string, readonly string[]> = {
  'q01-running': ['prime-dc1/CHG-4711-core', 'prime-dc1/image-push', 'prime-dc1/radius-keys'],
  'q02-past-their-time': ['prime-dc1/image-push'],
  'q03-expiring': ['prime-dc1/radius-keys'],
  'q04-unconfirmed': ['prime-dc2/os-upgrade'],
  'q05-refused': ['prime-dc1/image-push', 'prime-dc1/radius-keys'],
  'q06-out-of-sight': ['prime-branch/qos-push'],
  'q07-last-night': ['T01:00:00Z', 'T03:00:00Z'],
  'q08-failed': ['prime-dc1/acl-cleanup'],
  'q09-expired': ['prime-dc1/vlan-cleanup'],
  'q10-by-hand': ['prime-dc1/banner-text'],
  'q11-label': ['prime-dc1/CHG-4711-core', 'prime-dc1/CHG-4711-edge'],
  'q12-not-begun': ['prime-dc3/snmp-keys'],
};

const HOUR_MS = 3_600_000;

/** The page's moments, as they are now. Its midnight is before last night's runs and before everything that has failed. */
function moments(nowMs: number): Record<string, string> {
  return {
    '2027-01-04T00:00:00Z': nightBefore(nowMs).from,
    '2027-01-04T07:00:00Z': new Date(nowMs).toISOString(),
    '2027-01-04T08:00:00Z': new Date(nowMs + HOUR_MS).toISOString(),
  };
}

export async function readQuestions(nowMs: number): Promise<Question[]> {
  const times = moments(nowMs);
  const sections = (await readFile(PAGE, 'utf8')).split(/^## (?=\d+\. )/m).slice(1);
  return sections.map((section) => {
    const [, title = '', filter = '', image = ''] =
      /^\d+\. (.*)\n\n```\n(.*)\n```\n\n!\[.*\]\(images\/(.*)\.png\)\n/.exec(section) ?? [];
    const query = filter.replaceAll(/2027-[\d:T-]+Z/g, (time) => times[time] ?? `no such time: ${time}`);
    return { title, filter, query, image };
  });
}
