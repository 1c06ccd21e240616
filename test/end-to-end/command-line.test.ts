import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { KeyConflict } from '../../client/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';

jest.setTimeout(60_000);
const JOB_ID = '0b3b6ac7-acc9-42f1-9db9-bf89d7bd6e16';
let lab: Lab;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-command-line-'));
  lab = await startLab({ prime: { vendor: 'cisco-prime' }, ccs: { vendor: 'symantec-ccs' } });
  const endpoint = (fields: string) => `installation: test\nendpoints:\n  ccs:\n    vendor: symantec-ccs\n${fields}`;
  const url = '    url: https://127.0.0.1:9\n';
  const password = (text: string) => `${url}    credentials: { username: u, password: "${text}" }\n`;
  const files = {
    'broken.yaml': 'endpoints: [',
    'no-url.yaml': endpoint(''),
    'unset.yaml': endpoint(password(`\${env:REEVE_NOT_SET}`)),
    'clear.yaml': endpoint(password('in-the-clear')),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(async () => {
  await lab.stop();
  await rm(folder, { recursive: true });
}, 30_000);

const configOf = (name: string) => (name === 'good.yaml' ? lab.configPath : join(folder, name));

// Before there is a worker, and before anything was started.
describe('bad input', () => {
  const run = ['ccs', 'run', '--param', `jobId=${JOB_ID}`];
  const hour = ['--expires-in', '1h'];

  test.concurrent.each([
    ['an unknown endpoint', ['nowhere', 'run', ...hour], /endpoint: found nowhere, expected one of .*: prime, ccs/],
    [
      'an unknown operation',
      ['ccs', 'dance', ...hour],
      /operation: found dance, expected an operation of symantec-ccs: run/,
    ],
    ['a wrong parameter', ['ccs', 'run', '--param', 'jobId:=7', ...hour], /params.jobId: found 7, expected/],
    ['a missing parameter', ['ccs', 'run', ...hour], /params.jobId: found nothing, expected/],
    ['a parameter too many', [...run, '--param', 'colour=red', ...hour], /params.*colour/],
    ['a missing --expires-in', run, /--expires-in: found nothing, expected a duration/],
    ['a duration that is none', [...run, '--expires-in', 'soon'], /--expires-in: found "soon", expected a duration/],
    ['a key with bad characters', [...run, ...hour, '--key', 'a/b'], /--key: found "a\/b", expected 1 to 200 of/],
    ['an empty key', [...run, ...hour, '--key', ''], /--key: found "", expected 1 to 200 of/],
    ['an option that is none', [...run, ...hour, '--colour', 'red'], /unknown option '--colour'/],
    ['a missing file', [...run, ...hour], /nowhere.yaml.*\n.*no such file/, 'nowhere.yaml'],
    ['a broken file', [...run, ...hour], /broken.yaml cannot be used:\n.*line 1/, 'broken.yaml'],
    [
      'a file without a field',
      [...run, ...hour],
      /no-url.yaml cannot be used:\n(.*\n)*.*endpoints.ccs.url: .*expected/,
      'no-url.yaml',
    ],
    [
      'a variable that is not set',
      [...run, ...hour],
      /endpoints.ccs.credentials.password: .*REEVE_NOT_SET/,
      'unset.yaml',
    ],
    ['a password in the clear', [...run, ...hour], /expected a reference, .*found a text in the clear/, 'clear.yaml'],
  ])('in reeve run: %s', async (_what, args, words, config = 'good.yaml') => {
    const { exitCode, output } = await lab.run('run', ...args, '-c', configOf(config));
    expect(output).toMatch(words);
    expect(output).not.toContain('in-the-clear');
    expect(exitCode).toBe(2);
  });

  test.concurrent.each(['nowhere.yaml', 'broken.yaml', 'no-url.yaml', 'unset.yaml', 'clear.yaml'])(
    'in the configuration of reeve worker: %s',
    async (config) => {
      const { exitCode, output } = await lab.run('worker', '-c', configOf(config));
      expect(output).toContain(config);
      expect(exitCode).toBe(2);
    },
  );

  test('has started nothing', async () => {
    const workflows = [];
    for await (const { workflowId } of lab.reeve.client.workflow.list()) workflows.push(workflowId);
    expect(workflows).toEqual([]);
    for (const vendor of Object.values(lab.vendor)) expect((await vendor.ledger()).calls).toEqual([]);
  });
});

describe('identity', () => {
  beforeAll(() => lab.startWorker());

  test('the same key with the same request is the same job, while it runs and when it is over', async () => {
    const order = lab.order('prime', 'short');
    const [one, two] = await Promise.all([1, 2].map(() => lab.start('prime', order, { key: 'CHG-1' })));
    expect(one?.id).toBe('job/prime/CHG-1');
    expect([one?.existing, two?.existing].filter((existing) => existing === undefined)).toHaveLength(1);
    const closed = await lab.closed(lab.reeve.job('prime/CHG-1'));
    expect(closed).toMatchObject({ status: 'COMPLETED' });
    expect(await lab.start('prime', order, { key: 'CHG-1' })).toMatchObject({ id: one?.id, existing: 'closed' });
    expect(await lab.vendor['cisco-prime'].jobsOf('of-prime')).toHaveLength(1);
  });

  test('the same key with another request is a conflict that shows both', async () => {
    const before = await lab.vendor['cisco-prime'].jobsOf('of-prime');
    const order = lab.order('prime', 'failing');
    await expect(lab.start('prime', order, { key: 'CHG-1' })).rejects.toThrow(KeyConflict);
    const params = JSON.stringify(order.params);
    const args = ['run', 'prime', order.operation, '--params', params, '--expires-in', '10 minutes', '--key', 'CHG-1'];
    const { exitCode, output } = await lab.run(...args, '-c', lab.configPath);
    expect(exitCode).toBe(6);
    expect(output).toMatch(/params.templateName: there "short", here "failing"/);
    expect(await lab.vendor['cisco-prime'].jobsOf('of-prime')).toEqual(before);
  });

  test('reeve run --wait tells how the job ended, by its exit code too', async () => {
    const endings = [
      ['short', 0, 'succeeded'],
      ['failing', 1, 'failed'],
    ] as const;
    const runs = endings.map(async ([work, exitCode, state]) => {
      const { operation, params } = lab.order('ccs', work);
      const args = [
        'run',
        'ccs',
        operation,
        '--params',
        JSON.stringify(params),
        '--expires-in',
        '1h',
        '--wait',
        '--json',
      ];
      const ran = await lab.run(...args);
      expect(ran).toMatchObject({ exitCode });
      expect(JSON.parse(ran.output.trim().split('\n').at(-1) ?? '')).toMatchObject({
        event: 'ended',
        outcome: { state },
      });
    });
    await Promise.all(runs);
  });

  test('a job on an endpoint that no worker serves stays Running, says so, and can be stopped', async () => {
    const job = await lab.reeve.startUntyped({
      endpoint: 'elsewhere',
      operation: 'run',
      params: {},
      expiresIn: '1h',
      key: 'E',
    });
    const { exitCode, output } = await lab.run('get', 'elsewhere/E');
    expect(exitCode).toBe(0);
    expect(output).toMatch(/no worker serves reeve:elsewhere/);
    expect(await job.get()).toMatchObject({ status: 'RUNNING', unserved: ['reeve:elsewhere'] });
    expect(await job.stop()).toMatchObject({ verdict: 'neverStarted' });
    expect(await lab.closed(job)).toMatchObject({ status: 'CANCELLED', outcome: { state: null } });
  });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
