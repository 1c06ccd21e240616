/** `npm run end-to-end:uncached`: the end-to-end tests with workers that replay each workflow at every task. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url));
const nodeArgs = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const args = ['--runInBand', '--silent', 'test/end-to-end', ...process.argv.slice(2)];
const child = spawn(process.execPath, [...nodeArgs, jest, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, REEVE_TEST_UNCACHED: 'yes' },
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
