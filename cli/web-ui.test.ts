import { expect, test } from '@jest/globals';
import { browserCommand, pageUrl, uiUrlFor } from './web-ui.ts';

test('the address of a job’s page, its id as one part of the path', () => {
  const page = { uiUrl: 'https://t.example.com/ui/', namespace: 'a b', id: 'job/lab/CHG-1', runId: 'r' };
  expect(pageUrl(page)).toBe('https://t.example.com/ui/namespaces/a%20b/workflows/job%2Flab%2FCHG-1/r/history');
});

test.each([
  ['https://t.example.com', 'x:7233', 'https://t.example.com'],
  [undefined, 'localhost:7233', 'http://localhost:8233'],
  [undefined, '127.0.0.1:40123', 'http://127.0.0.1:41123'],
  [undefined, '[::1]:7233', 'http://[::1]:8233'],
  [undefined, 'ns.acct.tmprl.cloud:7233', 'https://cloud.temporal.io'],
  [undefined, 'us-east-1.aws.api.temporal.io:7233', 'https://cloud.temporal.io'],
])('with %s given, the Web UI of %s is at %s', (given, address, url) => {
  expect(uiUrlFor(given, address)).toBe(url);
});

test('where nothing tells it, it is asked for; and a wrong one is refused', () => {
  expect(() => uiUrlFor(undefined, 'temporal.example.com:7233')).toThrow(/--ui-url: found nothing.*REEVE_UI_URL/);
  expect(() => uiUrlFor(undefined, 'evil-tmprl.cloud.example:7233')).toThrow('--ui-url: found nothing');
  expect(() => uiUrlFor('temporal.example.com', 'x:1')).toThrow('--ui-url: found temporal.example.com');
  expect(() => uiUrlFor('javascript:alert(1)', 'x:1')).toThrow('--ui-url');
});

test('a browser is opened where there is a screen, and the address is one argument', () => {
  const url = 'https://t.example.com/?a=1&b=2';
  expect(browserCommand(url, 'linux', {})).toBeUndefined();
  expect(browserCommand(url, 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', url]);
  expect(browserCommand(url, 'darwin', {})).toEqual(['open', url]);
  expect(browserCommand(url, 'win32', {})?.at(-1)).toBe(url);
});
