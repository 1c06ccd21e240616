import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const LOOK = fileURLToPath(new URL('look.ts', import.meta.url));
/** Its own process: Node reads what a terminal wants from the real environment, which Jest hides from a test. */
const SCRIPT = `
import { WriteStream } from 'node:tty';
import { lookOf } from '${LOOK}';
const { getColorDepth } = WriteStream.prototype;
const stream = Object.assign(process.stdout, process.env.AS_TERMINAL ? { isTTY: true, getColorDepth } : {});
process.stdout.write(lookOf('bad', 'failed', stream));
`;

function written(env: Record<string, string>): string {
  const options = { env: { TERM: 'xterm-256color', ...env }, encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT], options);
}

test.each([
  ['colours on a terminal', { AS_TERMINAL: '1' }, '\u001b[31mfailed\u001b[39m'],
  ['none with NO_COLOR', { AS_TERMINAL: '1', NO_COLOR: '1' }, 'failed'],
  ['none to a pipe', {}, 'failed'],
])('%s', (_, env, text) => {
  expect(written(env)).toBe(text);
});
