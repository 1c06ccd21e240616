import { BadInput } from './bad-input.ts';

/** Where a job is shown in Temporal's Web UI. */
export interface Page {
  uiUrl: string;
  namespace: string;
  id: string;
  runId: string;
}

export function pageUrl({ uiUrl, namespace, id, runId }: Page): string {
  const path = ['namespaces', namespace, 'workflows', id, runId, 'history'].map(encodeURIComponent).join('/');
  return `${uiUrl.replace(/\/+$/, '')}/${path}`;
}

const CLOUD = 'https://cloud.temporal.io';

/**
 * The Web UI's address: what is given, else what Temporal's own servers have. Nothing in Temporal's protocol tells it, so of
 * any other server it has to be said.
 */
export function uiUrlFor(given: string | undefined, address: string): string {
  if (given !== undefined) return checkedUrl(given);
  const [, host = '', port = ''] = /^(.*?):(\d+)$/.exec(address) ?? [];
  if (/(^|\.)(tmprl\.cloud|api\.temporal\.io)$/.test(host)) return CLOUD;
  // Temporal's development server has its Web UI 1000 ports above, and so has `reeve dev`.
  if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(host)) return `http://${host}:${Number(port) + 1000}`;
  const expected = `where the Web UI of ${address} is: --ui-url, or the environment variable REEVE_UI_URL`;
  throw new BadInput({ field: '--ui-url', found: 'nothing', expected });
}

function checkedUrl(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new BadInput({ field: '--ui-url', found: text, expected: 'an address such as https://temporal.example.com' });
}

/** The command that opens a page on this machine; undefined where there is no screen. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): [command: string, ...args: string[]] | undefined {
  if (platform === 'darwin') return ['open', url];
  // `start` is a word of the shell, which would read an & in the address.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  const hasScreen = env.DISPLAY || env.WAYLAND_DISPLAY;
  return hasScreen ? ['xdg-open', url] : undefined;
}
