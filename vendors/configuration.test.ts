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
  [
    'more calls at once than connections',
    `${GOOD}    limits: { concurrentRequests: 9, sessions: 4 }\n`,
    'endpoints.prime.limits.concurrentRequests: expected at most 4, found 9',
  ],
  [
    'more workers than connections',
    `${GOOD}    limits: { workers: 6 }\n`,
    'endpoints.prime.limits.workers: expected at most 5, found 6',
  ],
  [
    'more workers than calls at once',
    `${GOOD}    limits: { workers: 3, concurrentRequests: 2 }\n`,
    'endpoints.prime.limits.workers: expected at most 2, found 3',
  ],
  ['an interval of 0', `${GOOD}    intervals: { least: 0s }\n`, 'intervals.least: expected a duration'],
  ['a greatest interval of 0', `${GOOD}    intervals: { greatest: 0 s }\n`, 'intervals.greatest: expected a duration'],
  ['passes of a sweeper without an interval', `${GOOD}    sweep: { every: 0s }\n`, 'sweep'],
  ['passes of a sweeper that are too close', `${GOOD}    sweep: { every: 900ms }\n`, 'expected at least 1 s'],
  ['a rate of 0', `${GOOD}    limits: { requestsPerSecond: 0 }\n`, 'limits.requestsPerSecond'],
  ['a hold of 0', `${GOOD}    limits: { maxHold: 0s }\n`, 'limits.maxHold: expected a duration'],
  ['text that is no YAML', 'a: [', 'reeve.yaml cannot be used'],
])('refuses %s and says where', (_words, text, expected) => {
  expect(complaints(text)).toContain(expected);
});

test('a connection for each call at once, where only one of the two numbers is there', () => {
  const { endpoints } = parseConfiguration(`${GOOD}    limits: { sessions: 3 }\n`, 'reeve.yaml', env);
  expect(endpoints.prime).toMatchObject({ limits: { sessions: 3, concurrentRequests: 3 } });
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
