import { expect, jest, test } from '@jest/globals';
import { STEER_REPLIES } from '../contract/messages.ts';
import { portOf, simulatorsOptions } from './commands/simulators.ts';
import { exitCodeOf } from './commands/stop.ts';
import { createProgram } from './program.ts';
import { exitCodeOfReply } from './steering.ts';

const COMMANDS = [
  'run',
  'get',
  'open',
  'list',
  'stop',
  'extend',
  'suspend',
  'resume',
  'resolve',
  'init',
  'setup',
  'reclaim',
  'endpoints',
  'worker',
  'dev',
  'simulators',
  'vendors',
  'demo',
];
const parse = (...typed: string[]) => createProgram().parseAsync(typed, { from: 'user' });

test.each(COMMANDS)('%s explains itself and has --json', (name) => {
  const command = createProgram().commands.find((one) => one.name() === name);
  expect(command?.helpInformation()).toMatch(/--json/);
  expect(command?.description()).toMatch(/\.$/);
});

test('--help ends without an error, and tells the exit codes', async () => {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await expect(parse('--help')).rejects.toMatchObject({ exitCode: 0 });
    expect(write.mock.calls.join('')).toMatch(/Exit codes:\n {2}0 /);
  } finally {
    write.mockRestore();
  }
});

test.each([
  ['an unknown command', ['launch'], "unknown command 'launch'"],
  ['a missing argument', ['run', 'lab'], "missing required argument 'operation'"],
  ['no job to stop', ['stop'], '<job...>: found nothing, expected names of jobs, or a filter'],
  ['names and a filter of jobs to stop', ['stop', 'x', '--endpoint', 'lab'], '<job...>: found names, and a filter'],
  [
    'a mistake in the filter of a stop',
    ['stop', '--state', 'done'],
    '--state: found ["done"], expected one or more of',
  ],
  ['a wrong limit of a stop', ['stop', '--label', 'a', '--limit', '0'], '--limit: found "0", expected a whole number'],
  ['a dry run without a filter', ['stop', 'x', '--dry-run'], '--dry-run: found no filter'],
  ['an unknown option', ['get', 'x', '--bogus'], "unknown option '--bogus'"],
  ['an argument too many', ['get', 'x', 'y'], 'too many arguments'],
  ['no expiry', ['run', 'lab', 'run'], 'expiresIn: found nothing'],
  ['a wrong time to confirm', ['stop', 'x', '--confirm-within', 'soon'], 'confirmWithin: found "soon"'],
  ['no time to extend by', ['extend', 'x'], "missing required argument 'by'"],
  ['a wrong time to extend by', ['extend', 'x', 'soon'], '<by>: found "soon", expected a duration'],
  ['a wrong time to confirm a suspend', ['suspend', 'x', '--confirm-within', 'soon'], 'confirmWithin: found "soon"'],
  ['an unknown shell', ['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish, powershell'],
  ['an unknown vendor', ['simulators', '--vendor', 'x'], '--vendor: found "x", expected one of cisco-prime'],
  [
    'a vendor that is none',
    ['vendors', 'cisco'],
    'vendor: found "cisco", expected one of cisco-prime, lenovo-xclarity',
  ],
  ['an unknown command of endpoints', ['endpoints', 'chekc'], 'too many arguments'],
  ['a missing configuration of endpoints', ['endpoints', 'check', '-c', '/nowhere.yaml'], '/nowhere.yaml'],
  ['a cache of no size', ['worker', '--max-cached-workflows', 'all'], '--max-cached-workflows: found "all"'],
  ['a wrong port', ['dev', '--port', 'x'], '--port: found "x"'],
  ['a missing configuration', ['run', 'a', 'b', '--expires-in', '1h', '-c', '/nowhere.yaml'], '/nowhere.yaml'],
])('refuses %s before anything is done', async (_, typed, words) => {
  await expect(parse(...typed)).rejects.toThrow(words);
});

test('options of the simulators', () => {
  expect(simulatorsOptions({}, ['cisco-prime'])).toEqual({});
  const options = { vendor: ['cisco-prime'], http: true, portBase: '18000' };
  expect(simulatorsOptions(options, ['cisco-prime'])).toEqual({
    vendors: ['cisco-prime'],
    http: true,
    portBase: 18000,
  });
  expect(simulatorsOptions({ speed: '2.5' }, [])).toEqual({ speed: 2.5 });
  for (const speed of ['0', '-1', 'fast', '', '10001']) {
    expect(() => simulatorsOptions({ speed }, [])).toThrow('--speed: found');
  }
  for (const text of ['0', '70000', '1.5', '-1', '']) expect(() => portOf('--port', text)).toThrow('expected a port');
});

test.each([
  ['canceled', 0],
  ['finishedFirst', 0],
  ['neverStarted', 0],
  ['left', 0],
  ['refused', 4],
  ['unsupported', 4],
  ['unconfirmed', 4],
] as const)('a stop with the verdict %s exits with %i', (verdict, code) => {
  expect(exitCodeOf(verdict)).toBe(code);
});

test('a suspend that was not accepted exits with 4', () => {
  expect(STEER_REPLIES.map(exitCodeOfReply)).toEqual([0, 4, 4, 4]);
});
