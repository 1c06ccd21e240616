import { expect, test } from '@jest/globals';
import { parseConfiguration } from '../../vendors/configuration.ts';
import { vendorNames } from '../../vendors/describe-vendor.ts';
import { existingIn, type NewEndpoint, newConfiguration, withEndpoint } from './configuration-text.ts';

const login = { username: 'EXAMPLE\\reeve', password: '${env:SECRET}' };
const clientLogin = { tokenUrl: 'https://id.example.com', clientId: 'reeve', clientSecret: '${env:SECRET}' };
const service = {
  supportIdentifier: '12345678',
  serviceType: 'EBSO',
  identifier: '00000000-0000-4000-8000-000000000000',
};

function endpoint(vendor: string, more: Partial<NewEndpoint> = {}): NewEndpoint {
  const isOracle = vendor === 'oracle-managed-cloud';
  return {
    name: 'dc1',
    vendor,
    url: 'https://dc1.example.com',
    credentials: isOracle ? clientLogin : login,
    settings: isOracle ? service : {},
    installation: 'berlin',
    ...more,
  };
}
const load = (text: string) => parseConfiguration(text, 'reeve.yaml', { SECRET: 'hidden-1' });

test.each(vendorNames())('%s: what is written loads, and so it does with what it has in comments', (vendor) => {
  const text = newConfiguration(endpoint(vendor));
  const loaded = load(text);
  expect(loaded).toMatchObject({ installation: 'berlin', endpoints: { dc1: { vendor } } });
  // The comments tell the defaults: with them the configuration is the same.
  const withDefaults = text.replaceAll(/^ {4}# (\w+: .*)$/gm, '    $1');
  expect(withDefaults).toMatch(/^ {4}timeout: 30s\n {4}limits: .*\n {4}intervals: /m);
  expect(load(withDefaults)).toMatchObject(withoutRate(loaded));
});

/** The rate that a vendor is known for is no setting until it is written. */
function withoutRate(loaded: ReturnType<typeof load>) {
  const { dc1 } = loaded.endpoints;
  const { requestsPerSecond: _, ...limits } = dc1?.limits ?? {};
  return { ...loaded, endpoints: { dc1: { ...dc1, limits } } };
}

test.each([
  ['an empty file', '', []],
  ['a file of comments', '# mine\n', ['# mine']],
  ['endpoints that are empty', 'endpoints: {} # none yet\n', ['# none yet']],
  ['endpoints without anything', '# mine\nendpoints:\n', ['# mine']],
])('adds to %s, with its comments', (_what, before, comments) => {
  expect(existingIn(before, 'reeve.yaml')).toEqual({ endpoints: [], hasInstallation: false });
  const text = withEndpoint(before, 'reeve.yaml', endpoint('cisco-prime'));
  for (const comment of comments) expect(text).toContain(comment);
  expect(load(text)).toMatchObject({ installation: 'berlin', endpoints: { dc1: { vendor: 'cisco-prime' } } });
});

test('keeps the others, and their comments, when it adds and replaces', () => {
  const { installation: _, ...second } = endpoint('symantec-ccs', { name: 'ccs' });
  const two = withEndpoint(newConfiguration(endpoint('cisco-prime')), 'reeve.yaml', second);
  const { installation: __, ...changed } = endpoint('cisco-prime', { url: 'https://dc2.example.com' });
  const replaced = withEndpoint(
    two.replace('  ccs:', '      # The first one ends.\n  # The second one.\n  ccs:'),
    'reeve.yaml',
    changed,
  );
  expect(replaced).toMatch(/# The first one ends.\n *# The second one.\n\s*ccs:\n {4}vendor: symantec-ccs/);
  expect(replaced.split('\n').filter((line) => line.includes('More can be set'))).toHaveLength(2);
  expect(load(replaced)).toMatchObject({
    installation: 'berlin',
    endpoints: { dc1: { url: 'https://dc2.example.com' }, ccs: { vendor: 'symantec-ccs' } },
  });
});

test.each([
  ['a list', '- a\n', /expected a map/],
  ['a list of endpoints', 'endpoints: [a]\n', /expected a map/],
  ['no YAML', 'endpoints: [', /line 1/],
])('refuses %s', (_what, text, words) => {
  expect(() => existingIn(text, 'reeve.yaml')).toThrow(words);
});
