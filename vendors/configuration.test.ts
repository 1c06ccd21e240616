import { expect, test } from '@jest/globals';
import { loadConfiguration, parseConfiguration } from './configuration.ts';

const GOOD = `installation: lab
endpoints:
  prime:
    vendor: cisco-prime
    url: https://prime.test
    credentials: { username: u, password: "\${env:SECRET}" }
`;
const env = { SECRET: 's3cret' };

/** All complaints about a text, in one string. */
function complaints(text: string): string {
  try {
    parseConfiguration(text, 'reeve.yaml', env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

test('reads endpoints with their defaults and resolves references', () => {
  const { endpoints } = parseConfiguration(GOOD, 'reeve.yaml', env);
  expect(endpoints.prime).toMatchObject({
    vendor: 'cisco-prime',
    credentials: { password: 's3cret' },
    timeout: 30_000,
    limits: { concurrentRequests: 5, maxHold: 60_000 },
    own: { format: 'xml' },
  });
});

test.each([
  [
    'an unknown vendor',
    GOOD.replace('cisco-prime', 'cisco'),
    'line 4: endpoints.prime.vendor: expected one of cisco-prime',
  ],
  ['http', GOOD.replace('https:', 'http:'), 'expected https:, found http:'],
  ['a variable that is not set', GOOD.replace('SECRET', 'NONE'), 'environment variable NONE is not set'],
  ['a file that is not there', GOOD.replace('env:SECRET', 'file:gone'), 'cannot be read: ENOENT'],
  ['a password in the clear', GOOD.replace('${env:SECRET}', 'open'), 'expected a reference'],
  ['a broken duration', `${GOOD}    timeout: soon\n`, 'line 7: endpoints.prime.timeout: expected a duration'],
  ['an unknown field', `${GOOD}    colour: red\n`, 'colour'],
  ['a bad endpoint name', GOOD.replace('  prime:', '  Prime_1:'), 'expected a name of 1 to 40'],
  ['a bad installation', GOOD.replace('lab', 'My Lab'), 'installation: expected 1 to 40'],
  ['an authority that is not there', `${GOOD}    ca: gone.pem\n`, 'expected a PEM file, found nothing'],
  ['text that is no YAML', 'a: [', 'reeve.yaml cannot be used'],
])('refuses %s and says where', (_words, text, expected) => {
  expect(complaints(text)).toContain(expected);
});

test('names all mistakes at once, and no secret', () => {
  const text = complaints(`${GOOD}    timeout: soon\n    format: csv\n`);
  expect(text).toContain('timeout');
  expect(text).toContain('format');
  expect(text).not.toContain('s3cret');
});

test('a missing file is told with what to do', async () => {
  await expect(loadConfiguration('/nowhere/reeve.yaml')).rejects.toThrow('name your configuration with -c');
});
