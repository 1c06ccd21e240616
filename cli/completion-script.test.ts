import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
let shell: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reeve-shells-'));
  await writeFile(join(folder, 'reeve.yaml'), 'endpoints: { ccs-hq: { vendor: symantec-ccs } }');
  await writeFile(join(folder, 'times.yaml'), '');
});
afterEach(() => void shell?.kill('SIGKILL'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is typed with a Tab (`→`), and the command that comes of it. */
const TYPED: [typed: string, ran: string][] = [
  ['reeve sch→', 'schedule'],
  ['reeve list --sta→ru→', 'list --state running'],
  ['reeve list --state=failed,c→', 'list --state=failed,canceled'],
  ['reeve run cc→r→', 'run ccs-hq run'],
  ['reeve schedule apply ti→', 'schedule apply times.yaml'],
];

/** Tells what it was called with, and answers the shell's questions as the true one does. */
const REEVE = `reeve() { case "$1" in complet*) '${process.execPath}' '${main}' "$@";; *) echo "ran: $*.";; esac; }`;

/** A shell at a terminal of its own, which util-linux's \`script\` makes. */
const LINES = {
  bash: {
    command: 'bash --norc --noprofile -i',
    setUp: [REEVE, 'source <(reeve completion bash)', 'source <(reeve completion bash)'],
  },
  zsh: {
    command: 'zsh -f -i',
    setUp: ['autoload -U compinit; compinit -u -D', REEVE, 'source <(reeve completion zsh)'],
  },
};

const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;
const hasTerminal = process.platform === 'linux' && existsSync('/usr/bin/script');

/** Not by the console, which \`npm test\` silences. */
function unlessMissing(name: string, needs: boolean): typeof test | typeof test.skip {
  if (needs) return test;
  process.stderr.write(`\n!! NO ${name}: the test of its completion is SKIPPED.\n\n`);
  return test.skip;
}

for (const [name, { command, setUp }] of Object.entries(LINES)) {
  unlessMissing(name, hasTerminal && isThere(name))(
    `${name} completes what is typed`,
    async () => {
      const screen = terminal(command);
      for (const line of [...setUp, 'echo $((41+1)) set up']) screen.type(`${line}\n`);
      await screen.shows(/^42 set up/m);
      expect(screen.text()).not.toMatch(/readonly|not found|no such/i);
      for (const [typed, ran] of TYPED) {
        screen.type(`${typed.replaceAll('→', '\t')}\n`);
        await screen.shows(new RegExp(`^ran: ${ran}\\s?\\.`, 'm'));
      }
    },
    60_000,
  );
}

unlessMissing('bash', hasTerminal)(
  'a Tab in bash lists options, and runs nothing of the line',
  async () => {
    const { command, setUp } = LINES.bash;
    const screen = terminal(command);
    for (const line of setUp) screen.type(`${line}\n`);
    screen.type('reeve list --st\t\t');
    await screen.shows(/--state\s+--stop-unconfirmed/);
    screen.type('\u0015reeve get $(touch was-run) --j\t');
    await screen.shows(/was-run\) --json/);
    expect(existsSync(join(folder, 'was-run'))).toBe(false);
  },
  60_000,
);

unlessMissing('fish', isThere('fish'))(
  'fish completes what is typed',
  () => {
    const asked = ['reeve sch', 'reeve list --st', 'reeve run cc', 'reeve run ccs-hq '].map(
      (line) => `complete -C '${line}'`,
    );
    const script = [
      `function reeve; '${process.execPath}' '${main}' $argv; end`,
      'reeve completion fish | source',
      ...asked,
    ];
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script.join('\n')], { cwd: folder, encoding: 'utf8' });
    const words = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]);
    expect(words).toEqual(['schedule', '--state', '--stop-unconfirmed', 'ccs-hq', 'run']);
  },
  60_000,
);

function terminal(command: string) {
  const env = { ...process.env, TERM: 'dumb', PS1: '> ', LC_ALL: 'C', COLUMNS: '200' };
  shell = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env });
  let text = '';
  let heard: () => void = () => undefined;
  shell.stdout?.setEncoding('utf8').on('data', (part: string) => {
    text += part.replaceAll('\r', '');
    heard();
  });
  return {
    type: (keys: string) => shell?.stdin?.write(keys),
    text: () => text,
    async shows(pattern: RegExp) {
      const signal = AbortSignal.timeout(20_000);
      while (!pattern.test(text)) {
        await new Promise<void>((resolve, reject) => {
          heard = resolve;
          signal.onabort = () => reject(new Error(`no ${pattern} in:\n${text}`));
        });
      }
    },
  };
}
