import { describe, expect, test } from '@jest/globals';
import { allowedCancelUrl, isCancelUrl } from './cancel-url.ts';
import { callbackShape } from './params.ts';
import { settings } from './settings.ts';

const endpoint = new URL('https://lxca.example.com/');
const others = ['https://other.example.com:8443'];
const allowed = (text: string) => allowedCancelUrl(text, endpoint, others);

test.each([
  ['/updatableComponents?action=cancelApply&jobID=1', '/updatableComponents?action=cancelApply&jobID=1'],
  ['https://lxca.example.com/nodes/1', '/nodes/1'],
  ['https://LXCA.example.com:443/nodes/1?a=b', '/nodes/1?a=b'],
  ['/a/../b', '/b'],
  ['https://other.example.com:8443/x', 'https://other.example.com:8443/x'],
])('%s is sent as %s', (text, sent) => {
  expect(isCancelUrl(text)).toBe(true);
  expect(allowed(text)).toBe(sent);
});

test.each([
  'https://elsewhere.example.com/x',
  'http://lxca.example.com/x',
  'https://lxca.example.com:8443/x',
  'https://other.example.com/x',
  'https://lxca.example.com.evil.com/x',
  'https://169.254.169.254/latest/meta-data',
])('%s leads elsewhere', (text) => {
  expect(isCancelUrl(text)).toBe(true);
  expect(allowed(text)).toBeUndefined();
});

test.each([
  '',
  'nodes/1',
  '//evil.com/x',
  '/\\evil.com/x',
  '/..//evil.com/x',
  '/./%2e//evil.com',
  '\t/x',
  '/\t/evil.com',
  '/x y',
  '/x\u0000',
  '/x\u202e',
  '/x#y',
  'https:evil.com',
  'https:///evil.com',
  'https:\\\\evil.com',
  'https://user@lxca.example.com/x',
  'https://lxca.example.com@evil.com/x',
  'https://user:password@lxca.example.com/x',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'ftp://lxca.example.com/x',
  `/${'x'.repeat(2_000)}`,
])('%j is no cancel URL', (text) => {
  expect(isCancelUrl(text)).toBe(false);
  expect(allowed(text)).toBeUndefined();
});

describe('a callback', () => {
  const good = { cancelURL: '/x', cancelRESTMethod: 'PUT', cancelRESTBody: { a: 'b' } };

  test.each(['GET', 'DELETE'])('needs no body for %s', (cancelRESTMethod) => {
    expect(callbackShape.safeParse({ cancelURL: '/x', cancelRESTMethod }).success).toBe(true);
  });

  test.each(['PUT', 'POST'])('needs a body for %s', (cancelRESTMethod) => {
    expect(callbackShape.safeParse({ ...good, cancelRESTMethod }).success).toBe(true);
    const { error } = callbackShape.safeParse({ cancelURL: '/x', cancelRESTMethod });
    expect(error?.issues).toMatchObject([{ path: ['cancelRESTBody'], message: expect.stringContaining('object') }]);
  });

  test.each([
    ['no method', { cancelRESTMethod: undefined }],
    ['PATCH', { cancelRESTMethod: 'PATCH' }],
    ['a text as body', { cancelRESTBody: '{}' }],
    ['a huge body', { cancelRESTBody: { a: 'x'.repeat(20_000) } }],
    ['another field', { expirationTimeOut: 5 }],
  ])('is none with %s', (_why, fields) => {
    expect(callbackShape.safeParse({ ...good, ...fields }).success).toBe(false);
  });
});

test('allowed origins are https and kept without their path', () => {
  expect(settings.parse({ cancelOrigins: ['https://Other.example.com:8443/x/'] }).cancelOrigins).toEqual(others);
  expect(settings.safeParse({ cancelOrigins: ['http://other.example.com'] }).success).toBe(false);
});
