import { expect, test } from '@jest/globals';
import { describeVendor, vendorNames } from './describe-vendor.ts';

test.each(vendorNames())(
  '%s declares for each of its operations how a lost start is found, and for no other',
  (name) => {
    const { capabilities, operations } = describeVendor(name);
    expect(new Set(Object.keys(capabilities.find))).toEqual(new Set(Object.keys(operations)));
  },
);

test('describes parameters as they are typed: what has a default is not required', () => {
  const schema = describeVendor('cisco-prime').operations['deploy-template'];
  expect(schema).toMatchObject({
    type: 'object',
    required: ['templateName', 'devices'],
    properties: { copyConfigToStartup: { type: 'boolean', default: false } },
  });
});

test('holds plain data only', () => {
  for (const described of vendorNames().map(describeVendor)) {
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  }
});
