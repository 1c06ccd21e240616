import { expect, test } from '@jest/globals';
import type { Reading } from '../contract/job.ts';
import { detailsOf } from './details.ts';
import type { Job } from './job.ts';

const STARTED = '2027-01-04T01:00:00.000Z';
const reading: Reading = { state: 'running', words: 'Running', percent: 40, readAt: '2027-01-04T01:02:00.500Z' };
const terms = { vendor: 'lenovo-xclarity', lookTimeoutMs: 60_000, stamp: 'rv-aaaabbbbccccdddd' };
const running: Job = {
  request: { endpoint: 'lxca-dc1', operation: 'update-firmware', expiresIn: '30 minutes' },
  startedAtMs: Date.parse(STARTED),
  firstExecutionRunId: 'run',
  giveUpAfterMs: 1,
  expiresAtMs: Date.parse(STARTED) + 30 * 60_000,
  state: 'running',
  reading,
  vendorJobId: '4711',
  handle: {},
  terms,
  isShownOutOfSight: false,
  maybeSent: false,
  tooLate: false,
  stopsDenied: 0,
  isSteering: false,
};

const lines = (job: Job, outcome?: Parameters<typeof detailsOf>[1]) => detailsOf(job, outcome).split('\n');

test('a running job tells state, percent, ETA, looks and time', () => {
  expect(lines(running)).toEqual([
    '**running** 40 % (Running)',
    '',
    '- **At the vendor:** 4711',
    '- **Time:** 30 min from 2027-01-04T01:00:00Z, until 2027-01-04T01:30:00Z',
    '- **ETA:** about 2027-01-04T01:05:01Z, from the percentage above',
    '- **Last look with news:** 2027-01-04T01:02:00Z',
    '- **Next look:** by the job itself: see *Pending Activities*, `await-running`',
    '- **Stamp:** `rv-aaaabbbbccccdddd`',
    '',
    '\u00a0',
  ]);
});

test.each<[string, Partial<Job>, string]>([
  ['before the start', { vendorJobId: undefined as never }, ': not started yet'],
  [
    'with a lost start',
    { vendorJobId: undefined as never, maybeSent: true },
    ': its start was not answered, looking for what it has made',
  ],
  ['swept', { terms: { ...terms, parkMs: 1 } }, '**Next look:** by `sweep/lxca-dc1`:'],
  [
    'swept, but out of sight',
    { terms: { ...terms, parkMs: 1 }, outOfSight: { since: STARTED, reason: 'no route' } },
    '**Next look:** by the job itself:',
  ],
  [
    'out of sight',
    { outOfSight: { since: STARTED, reason: 'no route' } },
    '**Out of sight since:** 2027-01-04T01:00:00Z: no route',
  ],
  ['too slow', { reading: { ...reading, percent: 1 } }, '2027-01-04T04:20:50Z, **later than its expiry**'],
  [
    'with a stop that is on',
    { stop: { cause: 'request', by: 'night shift' } },
    '**Stop:** by request, asked by night shift\n- **Verdict:** none yet: the vendor has not shown the end',
  ],
  [
    'with a denied stop',
    { stop: { cause: 'expiry', denied: { verdict: 'refused', message: 'No.' } } },
    '**Verdict:** **refused**: No.; watched on',
  ],
  ['extended', { extension: { extendBy: '1h', by: 'me' } }, '**Extended:** by 1h, asked by me'],
  ['steered', { steered: { verb: 'suspend', reply: 'accepted' } }, '**Asked to suspend:** accepted'],
])('a job %s', (_, changes, expected) => {
  expect(detailsOf({ ...running, ...changes })).toContain(expected);
});

test.each([undefined, 0, 100])('without an ETA at %s percent', (percent) => {
  const { percent: _, ...rest } = reading;
  expect(detailsOf({ ...running, reading: percent === undefined ? rest : { ...rest, percent } })).not.toContain('ETA');
});

test('an ended job tells verdict and proof, and no next look or ETA', () => {
  const proof: Reading = { state: 'canceled', words: 'Cancelled', readAt: '2027-01-04T01:04:00Z' };
  const text = detailsOf(
    { ...running, state: 'canceled', stop: { cause: 'request', proof } },
    { state: 'canceled', cause: 'request', verdict: 'canceled', proof },
  );
  expect(text).toContain('**Verdict:** **canceled**');
  expect(text).toContain('**Proof:** read as Cancelled at 2027-01-04T01:04:00Z, after the cancel’s answer');
  expect(text).not.toMatch(/ETA|Next look/);
});

test('a vendor’s id leads to the page that is configured, whatever is in it', () => {
  const jobPage = 'https://lxca.example.com/#/jobs/{vendorJobId}/log';
  const text = (vendorJobId: string) => detailsOf({ ...running, vendorJobId, terms: { ...terms, jobPage } });
  expect(text('4711')).toContain('[4711](https://lxca.example.com/#/jobs/4711/log)');
  expect(text('a)b $& /c')).toContain('(https://lxca.example.com/#/jobs/a%29b%20%24%26%20%2Fc/log)');
});

test('texts from outside bring no markup and no lines', () => {
  const message = 'see ![x](https://evil.example/x.png)\n- **Verdict:** <b>canceled</b>';
  const text = detailsOf({ ...running, reading: { ...reading, message } });
  expect(text).toContain('see \\!\\[x\\](https://evil.example/x.png) - \\*\\*Verdict:');
  expect(text).not.toContain('\n- **Verdict');
});
