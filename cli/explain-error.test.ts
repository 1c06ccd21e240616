import { expect, test } from '@jest/globals';
import {
  ExtendFailed,
  InvalidRequest,
  JobError,
  KeyConflict,
  NamespaceNotPrepared,
  StopFailed,
  TemporalUnreachable,
  UnknownJob,
} from '../client/errors.ts';
import { BadInput } from './bad-input.ts';
import { EXIT, worstExit } from './exit-codes.ts';
import { explainError } from './explain-error.ts';
import { linesOf } from './report-error.ts';

const problem = { field: 'expiresIn', found: 'nothing', expected: 'a duration' };
const difference = { field: 'params.n', existing: 1, requested: undefined };
const errors: [error: Error, exitCode: number][] = [
  [new BadInput(problem), EXIT.badInput],
  [new InvalidRequest([problem]), EXIT.badInput],
  [new KeyConflict('job/a/b', {}, {}, [difference]), EXIT.keyConflict],
  [new UnknownJob('job/a/b', 'default'), EXIT.unknownJob],
  [new TemporalUnreachable('gone'), EXIT.unreachable],
  [new NamespaceNotPrepared('lacks', ['do this']), EXIT.unreachable],
  [new JobError('job/a/b', 'JobFailed', 'broken', undefined), EXIT.jobFailed],
  [new StopFailed('job/a/b', 'why'), EXIT.notDone],
  [new ExtendFailed('job/a/b', 'why', 'refused'), EXIT.notDone],
];

test.each(errors)('%s has its exit code and says what to do', (error, exitCode) => {
  const explained = explainError(error);
  expect(explained).toMatchObject({ exitCode, hint: expect.any(String) });
  expect(JSON.parse(JSON.stringify(explained)).message).toBe(error.message);
});

test('problems are told by their options, each with found and expected', () => {
  expect(linesOf(explainError(new BadInput(problem)))).toEqual([
    'reeve: bad input:',
    '  --expires-in: found nothing, expected a duration',
    '  What to do: see the command with --help',
  ]);
});

test('a conflict of keys shows both requests', () => {
  expect(linesOf(explainError(new KeyConflict('job/a/b', {}, {}, [difference])))).toEqual([
    'reeve: job/a/b has another request:',
    '  params.n: there 1, here nothing',
    '  What to do: use another --key, or repeat the first request unchanged',
  ]);
});

test('an error of no known kind is a mistake in Reeve', () => {
  expect(explainError(new RangeError('oops'))).toMatchObject({ type: 'RangeError', exitCode: EXIT.internal });
  expect(explainError('oops')).toMatchObject({ message: 'oops', exitCode: EXIT.internal });
});

test('several jobs come to the gravest code', () => {
  expect(worstExit([])).toBe(EXIT.ok);
  expect(worstExit([EXIT.ok, EXIT.unknownJob, EXIT.notDone])).toBe(EXIT.notDone);
  expect(worstExit([EXIT.ok, EXIT.unknownJob])).toBe(EXIT.unknownJob);
});
