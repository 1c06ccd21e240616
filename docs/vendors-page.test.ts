import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { vendorNames } from '../vendors/describe-vendor.ts';
import { GENERATE, vendorsPage } from './vendors-page.ts';

const committed = readFileSync(new URL('vendors.md', import.meta.url), 'utf8');

test('docs/vendors.md is what would be generated', () => {
  if (committed === vendorsPage()) return;
  // The whole page as a difference would bury what to do.
  const lines = committed.split('\n');
  const at = vendorsPage()
    .split('\n')
    .findIndex((line, index) => line !== lines[index]);
  throw new Error(`docs/vendors.md is not up to date from line ${at + 1} on: run \`${GENERATE}\` and commit the file`);
});

test('its links within the page lead to a heading, those to files to a vendor’s page', () => {
  const headings = [...committed.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const anchors = [...committed.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect([...new Set(anchors)]).toEqual(vendorNames());
  expect(headings).toEqual(expect.arrayContaining(anchors));
  for (const vendor of vendorNames()) {
    expect(readFileSync(new URL(`../vendors/${vendor}/README.md`, import.meta.url), 'utf8')).toMatch(/^# /);
  }
});
