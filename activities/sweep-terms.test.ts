import { expect, test } from '@jest/globals';
import { type EndpointSettings, endpointSettings } from '../vendors/endpoint-settings.ts';
import { VENDORS } from '../vendors/registry.ts';
import { sweepOf } from './sweep-terms.ts';

function termsOf(fields: object, looksInOneCall = 50) {
  const vendor = 'symantec-ccs';
  const settings = endpointSettings.parse({ vendor, url: 'https://lab.test', credentials: {}, ...fields });
  const capabilities = { ...VENDORS[vendor].capabilities, looksInOneCall };
  return sweepOf({ settings: { ...settings, vendor, own: {} }, capabilities });
}

test('an endpoint is swept as often as a job is looked at, where nothing else is said', () => {
  expect(termsOf({ sweep: {} })).toEqual({ everyMs: 5_000, parkMs: 1_800_000 });
  expect(termsOf({ sweep: {}, intervals: { least: '20s' } })).toEqual({ everyMs: 20_000, parkMs: 1_800_000 });
  expect(termsOf({ sweep: {}, intervals: { least: '100ms' } })).toEqual({ everyMs: 1_000, parkMs: 1_800_000 });
});

test('where nothing is said, it is swept if the vendor can look at several jobs in one call', () => {
  expect(termsOf({})).toEqual({ everyMs: 5_000, parkMs: 1_800_000 });
  expect(termsOf({}, 1)).toBeUndefined();
});

test('the configuration turns it off and on, and sets its times', () => {
  expect(termsOf({ sweep: {} }, 1)).toBeDefined();
  expect(termsOf({ sweep: 'off' })).toBeUndefined();
  expect(termsOf({ sweep: { every: '1s', checkAfter: '2 minutes' } })).toEqual({ everyMs: 1_000, parkMs: 120_000 });
});

test.each([{ every: '999ms' }, { every: '0s' }, { often: '5s' }, 'on'])('%j is refused', (sweep) => {
  const fields: Partial<EndpointSettings> = { vendor: 'symantec-ccs', url: 'https://lab.test', credentials: {} };
  expect(endpointSettings.safeParse({ ...fields, sweep }).success).toBe(false);
});
