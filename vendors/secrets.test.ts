import { expect, test } from '@jest/globals';
import type { Vendor } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { hideSecrets } from './secrets.ts';

const credentials = { username: 'reeve', password: 'S3cret+/of=1', tokenUrl: 'https://login.example' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const context = { signal: new AbortController().signal };

/** A vendor whose looks and cancels answer this. */
function saying(look: unknown, cancel: unknown = []): Vendor {
  return { look: async () => look, cancel: async () => cancel } as never;
}

test.each([
  ['as it is', 'S3cret+/of=1'],
  ['as in a form', encodeURIComponent('S3cret+/of=1')],
  ['in Base64', base64('S3cret+/of=1')],
  ['as in an Authorization header', base64('reeve:S3cret+/of=1')],
])('a secret that the vendor repeats %s is hidden in readings, answers and errors', async (_name, secret) => {
  const words = `no entry with ${secret}, reeve`;
  const hidden = 'no entry with [hidden], reeve';
  const error = new VendorError('NotFound', words, 7);
  const vendor = hideSecrets(
    saying([{ state: 'failed', message: words, result: { at: [words] } }, error]),
    credentials,
  );
  const [reading, failed] = await vendor.look([], context);
  expect(reading).toEqual({ state: 'failed', message: hidden, result: { at: [hidden] } });
  expect(failed).toBe(error);
  expect(error).toMatchObject({ message: hidden, type: 'NotFound', retryAfterMs: 7 });
  expect(error.stack).not.toContain(secret);
  const refusing = hideSecrets(saying([], [{ reply: 'refused', why: words }]), credentials);
  expect(await refusing.cancel([], context)).toEqual([{ reply: 'refused', why: hidden }]);
});

test('a rejected call stays the error that it is, without the secret', async () => {
  const error = new VendorError('Unauthorized', 'Basic S3cret+/of=1 is wrong');
  const vendor = hideSecrets({ find: () => Promise.reject(error) } as never, credentials);
  await expect(vendor.find({}, context as never)).rejects.toBe(error);
  expect(error.message).toBe('Basic [hidden] is wrong');
});

test('names are not secrets, and a secret that is too short is in every word', async () => {
  const said = { words: 'reeve, from login.example: done' };
  expect(await hideSecrets(saying([said]), { ...credentials, password: 'one' }).look([], context)).toEqual([said]);
});
