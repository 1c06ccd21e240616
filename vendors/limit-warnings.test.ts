import { expect, test } from '@jest/globals';
import type { Vendor, VendorLimits } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { endpointSettings } from './endpoint-settings.ts';
import { limitWarnings, toldLimits } from './limit-warnings.ts';

const PRIME = { requestsPerSecond: 5, concurrentRequests: 5, sessions: 5 };
const told = (limits: Omit<VendorLimits, 'source'>): VendorLimits => ({ ...limits, source: 'its word' });
const rate = (most: number, windowMs = 1_000) => told({ requests: { most, windowMs } });

const rows: [
  words: string,
  limits: object,
  known: object,
  told: VendorLimits | undefined,
  warnings: [field: string, configured: number | undefined, allowed: number][],
][] = [
  ['the defaults of a known vendor', {}, PRIME, undefined, []],
  ['a vendor of which nothing is known', { requestsPerSecond: 900, sessions: 90 }, {}, undefined, []],
  ['a higher rate than is known', { requestsPerSecond: 6 }, PRIME, undefined, [['limits.requestsPerSecond', 6, 5]]],
  [
    'more sessions than are known, and a call at once for each',
    { sessions: 6 },
    PRIME,
    undefined,
    [
      ['limits.concurrentRequests', 6, 5],
      ['limits.sessions', 6, 5],
    ],
  ],
  ['what the vendor tells counts more', { requestsPerSecond: 6 }, PRIME, rate(8), []],
  ['also where it is less', {}, PRIME, rate(2), [['limits.requestsPerSecond', 5, 2]]],
  ['no rate where the vendor has one', {}, {}, rate(7), [['limits.requestsPerSecond', undefined, 7]]],
  ['a long window holds several of our seconds', {}, PRIME, rate(12, 2_500), [['limits.requestsPerSecond', 5, 4]]],
  ['a short window may be filled by one of them', {}, PRIME, rate(4, 500), [['limits.requestsPerSecond', 5, 4]]],
  ['calls at once', {}, PRIME, told({ concurrentRequests: 3 }), [['limits.concurrentRequests', 5, 3]]],
];

test.each(rows)('%s', (_words, limits, known, asTold, expected) => {
  const settings = endpointSettings.parse({ vendor: 'x', url: 'https://x', credentials: {}, limits });
  const warnings = limitWarnings(settings, known, asTold);
  expect(warnings.map(({ field, configured, allowed }) => [field, configured, allowed])).toEqual(expected);
});

test('a vendor that does not tell fails nothing; a mistake of ours does', async () => {
  const { signal } = new AbortController();
  const saying = (limits?: Vendor['limits']) => ({ limits }) as unknown as Vendor;
  expect(await toldLimits(saying(), signal)).toBeUndefined();
  const refused = () => Promise.reject(new VendorError('Forbidden', 'no'));
  expect(await toldLimits(saying(refused), signal)).toBeUndefined();
  await expect(
    toldLimits(
      saying(() => Promise.reject(new TypeError('ours'))),
      signal,
    ),
  ).rejects.toThrow('ours');
});
