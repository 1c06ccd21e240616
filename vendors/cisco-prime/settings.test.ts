import { expect, test } from '@jest/globals';
import { parseConfiguration } from '../configuration.ts';

const read = (own: string) => {
  const text = `installation: lab
endpoints:
  prime:
    vendor: cisco-prime
    url: https://prime.test
    credentials: { username: u, password: "\${env:SECRET}" }
    ${own}
`;
  const { endpoints } = parseConfiguration(text, 'reeve.yaml', { SECRET: 'x' });
  return Object.values(endpoints).map(({ own }) => own);
};

test.each(['v1', 'v2', 'v3', 'v4'])('apiVersion %s', (apiVersion) => {
  expect(read(`apiVersion: ${apiVersion}`)).toEqual([{ format: 'xml', apiVersion }]);
});

test('v3 where none is given', () => {
  expect(read('format: json')).toEqual([{ format: 'json', apiVersion: 'v3' }]);
});

test.each(['v5', '3', 'V3', '""'])('refuses %s and says what there is', (apiVersion) => {
  expect(() => read(`apiVersion: ${apiVersion}`)).toThrow(/apiVersion: .*"v1"\|"v2"\|"v3"\|"v4"/);
});
