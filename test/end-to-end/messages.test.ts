import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ExtendFailed } from '../../client/index.ts';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import { eventNames } from '../harness/end-to-end-histories.ts';

jest.setTimeout(60_000);
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ ccs: { vendor: 'symantec-ccs' }, prime: { vendor: 'cisco-prime' } });
  await lab.startWorker();
});
afterAll(() => lab.stop(), 30_000);

/** The lines of JSON that a command has printed. */
const linesOf = (output: string) =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('reeve extend', () => {
  test.concurrent('moves the expiry, and the job is stopped at the new one', async () => {
    const job = await lab.start('ccs', 'endless', { key: 'more', expiresIn: '20s' });
    const { view } = await lab.running(job);
    const { exitCode, output } = await lab.run('extend', 'ccs/more', '5s', '--by', 'night shift', '--json');
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    const expiresAt = new Date(Date.parse(view?.expiresAt ?? '') + 5_000).toISOString();
    expect(linesOf(output)).toEqual([{ job: job.id, expiresAt }]);
    expect(await job.get()).toMatchObject({ expiresAt, view: { expiresAt } });
    const end = await lab.closed(job);
    expect(end).toMatchObject({ failure: { type: 'JobExpired', message: 'not over within 25 s' } });
    const { endedAt = 0 } = await lab.truth(job);
    expect(endedAt).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    expect(end.events.filter((name) => name === 'timerStarted')).toHaveLength(3);
    const refused = await lab.run('extend', 'ccs/more', '5s');
    expect(refused).toMatchObject({ exitCode: 4, output: expect.stringMatching(/it is over \(FAILED\)/) });
  });

  test.concurrent('never takes the expiry off the record, after which an extension is refused without an event', async () => {
    const job = await lab.start('ccs', 'endless', { key: 'never' });
    await lab.running(job);
    expect(await lab.run('extend', 'ccs/never', 'never')).toMatchObject({ exitCode: 0 });
    expect(await job.get()).not.toHaveProperty('expiresAt');
    await expect(job.extend('1h')).rejects.toThrow(ExtendFailed);
    // The first alone: on a busy machine a refused one may cost a workflow task, but never an event of its own.
    const events = eventNames(await lab.reeve.client.workflow.getHandle(job.id).fetchHistory());
    expect(events.filter((name) => name === 'workflowExecutionUpdateAccepted')).toHaveLength(1);
    expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
  });
});

test('reeve suspend at a vendor that cannot says so', async () => {
  const job = await lab.start('ccs', 'endless', { key: 'steady' });
  await lab.running(job);
  const { exitCode, output } = await lab.run('suspend', 'ccs/steady', 'ccs/nobody', '--json');
  expect(exitCode).toBe(4);
  expect(linesOf(output)).toEqual(
    expect.arrayContaining([
      { job: job.id, reply: 'unsupported', message: expect.stringMatching(/symantec-ccs has no way to suspend/) },
      { job: 'job/ccs/nobody', error: expect.objectContaining({ type: 'UnknownJob' }) },
    ]),
  );
  await job.stop();
  expect(await job.resume()).toMatchObject({ reply: 'refused', message: expect.stringMatching(/over \(CANCELLED\)/) });
});

test('a deploy of Prime that waits for its time is suspended and resumed, and what that means is told', async () => {
  const { operation, params } = lab.order('prime', 'steady');
  const startTime = new Date(Date.now() + 3_600_000).toISOString();
  const job = await lab.start('prime', { operation, params: { ...params, startTime } }, { key: 'later' });
  await lab.seen(job, 'waits', ({ view }) => view?.state === 'queued' && view.vendorJobId !== undefined);
  const suspended = await lab.run('suspend', 'prime/later', '--json');
  expect(suspended.exitCode).toBe(0);
  expect(linesOf(suspended.output)).toMatchObject([{ reply: 'accepted', note: expect.stringMatching(/definition/) }]);
  await lab.seen(job, 'is suspended', ({ view }) => view?.state === 'suspended');
  expect(await lab.truth(job)).toMatchObject({ words: expect.stringMatching(/SUSPENDED/) });
  expect(await job.resume()).toMatchObject({ reply: 'accepted', note: expect.stringMatching(/definition/) });
  await lab.seen(job, 'waits again', ({ view }) => view?.state === 'queued');
  expect(await job.stop()).toMatchObject({ verdict: 'canceled' });
});

test('every history replays, and no record holds a secret', () => lab.checkRecords());
