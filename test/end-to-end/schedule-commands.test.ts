import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { type Lab, startLab } from '../harness/end-to-end.ts';
import { until } from '../harness/end-to-end-until.ts';

jest.setTimeout(60_000);
// No worker: what is shown here is asked of Temporal alone.
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ other: { vendor: 'cisco-prime' } });
});
afterAll(() => lab.stop(), 30_000);

const job = () => {
  const { operation, params } = lab.order('other', 'short');
  return ['other', operation, '--params', JSON.stringify(params), '--expires-in', '1h'];
};
const isThere = (name: string) => lab.reeve.schedules.get(name).then(Boolean, () => false);

test.concurrent('the next ten times are printed before it is created, and it is shown', async () => {
  const nightly = ['schedule', 'create', 'nightly', ...job(), '--cron', '0 2 * * *', '--time-zone', 'Europe/Berlin'];
  const dry = await lab.run(...nightly, '--dry-run');
  expect(dry).toMatchObject({ exitCode: 0 });
  expect(dry.output.match(/^ {2}\d{4}-\d\d-\d\dT\d\d:00:00Z {2}\w+, 02:00/gm)).toHaveLength(10);
  expect(await isThere('nightly')).toBe(false);
  const { exitCode, output } = await lab.run(...nightly);
  expect(exitCode).toBe(0);
  expect(output).toMatch(/Its next 10 times:(\n.*){10}\nnightly\n$/);
  const shown = await lab.run('schedule', 'show', 'nightly', '--json');
  const { next, definition } = JSON.parse(shown.output);
  const told = dry.output.match(/\S+Z/g) ?? [];
  expect(next.map((time: string) => time.replace('.000', ''))).toEqual(told);
  expect(definition).toMatchObject({ cron: ['0 2 * * *'], timeZone: 'Europe/Berlin' });
  expect(await lab.run(...nightly)).toMatchObject({ exitCode: 2, output: expect.stringMatching(/nightly already/) });
  const update = await lab.run('schedule', 'update', 'nightly', '--every', '6h', '--runs', '4');
  expect(update.output).toMatch(/cron: .*-> \[\]\n.*\n* *runs: nothing -> 4(.*\n)*Its only 4 times/);
  expect(await lab.reeve.schedules.definition('nightly')).toMatchObject({ cron: [], every: '6h', runs: 4 });
});

test.concurrent('a job that a run would refuse is refused, and nothing is created', async () => {
  const [endpoint = '', operation = ''] = job();
  const create = async (cron: string) => {
    const wrong = ['--param', 'templateName:=7', '--expires-in', '1h', '--cron', cron, '-c', lab.configPath];
    const { exitCode, output } = await lab.run('schedule', 'create', 'refused', endpoint, operation, ...wrong);
    expect(exitCode).toBe(2);
    expect(output).toMatch(/params.templateName: found 7/);
    expect(await isThere('refused')).toBe(false);
    return output;
  };
  expect(await create('0 0 30 6 *')).not.toMatch(/--cron/);
  expect(await create('0 0 31 6 *')).toMatch(/--cron: .*never fires/);
});

test.concurrent('a file: its mistakes at once and nothing changed, then its difference, then what it says', async () => {
  const path = join(dirname(lab.configPath), 'schedules.yaml');
  const { operation, params } = lab.order('other', 'short');
  const schedule = (when: object) => ({
    ...when,
    paused: true,
    job: { endpoint: 'other', operation, params, expiresIn: '1h' },
  });
  const write = (schedules: object) => writeFile(path, stringify({ schedules }));
  const apply = (...more: string[]) => lab.run('schedule', 'apply', path, '-c', lab.configPath, ...more);

  const wrong = { ...schedule({ every: '1h' }), job: { endpoint: 'nowhere', operation, expiresIn: '1h' } };
  await write({
    'from-file': schedule({ every: '1h' }),
    'also-wrong': wrong,
    dead: schedule({ cron: '0 0 31 9 *' }),
  });
  const bad = await apply('--yes');
  expect(bad).toMatchObject({ exitCode: 2 });
  expect(bad.output).toMatch(
    /line \d+: also-wrong.job.endpoint: found nowhere(.*\n)+.*line \d+: dead.cron: .*never fires/,
  );
  expect(await isThere('from-file')).toBe(false);

  await write({ 'from-file': schedule({ every: '1h' }), second: schedule({ cron: '0 4 * * *' }) });
  expect(await apply()).toMatchObject({
    exitCode: 2,
    output: expect.stringMatching(/^\+ from-file: every 1h UTC(.*\n)+.*--yes/),
  });
  expect(await isThere('from-file')).toBe(false);
  expect(await apply('--yes')).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/created from-file\ncreated second/),
  });
  await write({ 'from-file': schedule({ every: '2h' }) });
  const { output } = await apply('--prune', '--dry-run', '--json');
  const changes = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  expect(changes).toContainEqual(expect.objectContaining({ schedule: 'second', change: 'delete', done: false }));
  expect(changes[0]).toMatchObject({
    schedule: 'from-file',
    differences: [{ field: 'every', existing: '1h', requested: '2h' }],
  });
  expect(await isThere('second')).toBe(true);
  expect(await apply('--yes')).toMatchObject({
    output: expect.stringMatching(/^~ from-file\n.*every: "1h" -> "2h"\n/),
  });
  expect(await isThere('second')).toBe(true);
});

test.concurrent('a job tells the schedule that has started it, and a list finds it by that', async () => {
  const quarterly = ['schedule', 'create', 'quarterly', ...job(), '--cron', '0 0 1 1,4,7,10 *', '--paused'];
  expect(await lab.run(...quarterly)).toMatchObject({ exitCode: 0 });
  const { output: id } = await lab.run('schedule', 'trigger', 'quarterly');
  const { operation, params } = lab.order('other', 'short');
  const alone = await lab.reeve.startUntyped({ endpoint: 'other', operation, params, expiresIn: '1h' });
  const listed = async (...filter: string[]) => {
    const { output } = await lab.run('list', '--endpoint', 'other', ...filter, '-o', 'json');
    return output.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  };
  const both = async () => ((await listed()).length >= 2 ? true : undefined);
  await until('both are listed', both, listed);
  expect(await listed('--schedule', 'quarterly')).toMatchObject([{ id: id.trim(), schedule: 'quarterly' }]);
  expect(await listed('--schedule', 'quarter')).toEqual([]);
  expect((await lab.run('get', id.trim())).output).toMatch(/^ {2}schedule {5}quarterly$/m);
  expect((await lab.run('get', alone.id)).output).not.toMatch(/quarterly|^ {2}schedule/m);
});
