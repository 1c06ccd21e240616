import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { EXIT } from '../cli/exit-codes.ts';
import { createProgram } from '../cli/program.ts';
import { cliPage } from './cli-page.ts';
import { GENERATE } from './vendors-page.ts';

const committed = readFileSync(new URL('cli.md', import.meta.url), 'utf8');

test('docs/cli.md is what would be generated', () => {
  if (committed === cliPage()) return;
  const lines = committed.split('\n');
  const at = cliPage()
    .split('\n')
    .findIndex((line, index) => line !== lines[index]);
  throw new Error(`docs/cli.md is not up to date from line ${at + 1} on: run \`${GENERATE}\` and commit the file`);
});

test('it has every command, and every exit code once', () => {
  const program = createProgram();
  for (const command of program.createHelp().visibleCommands(program)) {
    if (command.name() === 'help') continue;
    expect(committed).toContain(`\n### reeve ${command.name()}\n`);
    expect(committed).toContain(`Usage: reeve ${command.name()} `);
  }
  const codes = [...committed.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(EXIT));
});

test('its links lead to headings', () => {
  const headings = [...committed.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading.replaceAll(' ', '-'));
  const anchors = [...committed.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(anchors).toEqual(headings);
});

test('it tells nothing of the machine that it was made on', () => {
  expect(committed).toContain('who asks, for people (default: your user name)');
  expect(committed).not.toMatch(/--by <name>[^\n]*"/);
});
