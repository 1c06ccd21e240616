import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { commandMistake } from './commands.ts';
import { type Page, parsePage, readPage } from './page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const NOT_OURS = new Set(['node_modules', 'dist', 'reports', '.git']);
const files = globSync('**/*.md', { cwd: root, exclude: (name) => NOT_OURS.has(name) }).sort();
const pages = new Map<string, Page>(files.map((file) => [file, readPage(join(root, file))]));

/** The picture or page of a link is there, and so is the heading that it names. */
function linkMistake(from: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), decodeURI(path));
  if (target.startsWith('..')) return `${link}: outside the repository`;
  if (!existsSync(join(root, target))) return `${link}: nothing there`;
  if (anchor !== undefined && pages.get(target)?.anchors.has(anchor) !== true) return `${link}: no such heading`;
  return undefined;
}

/** By its whole path or the end of it: a page about `activities/` names a file there by its last part. */
const sources = globSync('**/*.{ts,md}', { cwd: root, exclude: (name) => NOT_OURS.has(name) });
function fileMistake(code: string): string | undefined {
  // A sixth vendor's files and reports are made by the reader.
  if (!/^[\w./-]+\.(?:ts|md)$/.test(code) || /northwind-backup|^reports\//.test(code)) return undefined;
  return sources.some((source) => `/${source}`.endsWith(`/${code}`)) ? undefined : `${code}: no such file`;
}

test('the pages are found', () => {
  expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md', 'vendors/cisco-prime/README.md']));
  expect([...pages.values()].flatMap(({ links }) => links).length).toBeGreaterThan(100);
  const named = [...pages.values()].flatMap(({ code }) => code.map(({ what }) => what));
  expect(named.filter((command) => /^(npx )?reeve [a-z]/.test(command)).length).toBeGreaterThan(50);
  expect(named.filter((command) => command.startsWith('npm run ')).length).toBeGreaterThan(10);
});

describe.each([...pages])('%s', (file, page) => {
  test('its links lead to files, pictures and headings', () => {
    const wrong = page.links.map(({ line, what }) => ({ line, mistake: linkMistake(file, what) }));
    expect(wrong.filter(({ mistake }) => mistake !== undefined)).toEqual([]);
  });

  test('the commands and options that it names exist', () => {
    const wrong = page.code.map(({ line, what }) => ({ line, mistake: commandMistake(what) }));
    expect(wrong.filter(({ mistake }) => mistake !== undefined)).toEqual([]);
  });
});

test.each([...pages])('the source files that %s names exist', (_, page) => {
  const wrong = page.code.map(({ line, what }) => ({ line, mistake: fileMistake(what) }));
  expect(wrong.filter(({ mistake }) => mistake !== undefined)).toEqual([]);
});

test('README.md shows a picture, and each picture of docs/images is shown somewhere', () => {
  expect(pages.get('README.md')?.links.some(({ what }) => what.startsWith('docs/images/'))).toBe(true);
  const shown = files.flatMap((file) => (pages.get(file)?.links ?? []).map(({ what }) => join(dirname(file), what)));
  const pictures = globSync('docs/images/**/*.{png,svg}', { cwd: root });
  expect(pictures.filter((picture) => !shown.includes(picture))).toEqual([]);
});

test('docs/architecture.md names every folder of the repository', () => {
  const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const folders = globSync('*/', { cwd: root }).map((folder) => folder.replace(/\/$/, ''));
  expect(folders.length).toBeGreaterThan(10);
  expect(folders.filter((name) => !NOT_OURS.has(name) && !text.includes(`\`${name}/\``))).toEqual([]);
});

describe('a mistake is found', () => {
  test.each([
    ['reeve lists', 'reeve: no command lists'],
    ['npx reeve list --vender x', 'reeve list: no option --vender'],
    ['npx reeve list -Z', 'reeve list: no option -Z'],
    ['reeve schedule shows nightly', 'reeve schedule: no command shows'],
    ['reeve get a/b c/d', 'reeve get: too many arguments: a/b c/d'],
    ['npm run nothing', 'npm: no script nothing'],
    ['TEMPORAL_ADDRESS=x npm start -- --jsn', 'reeve demo: no option --jsn'],
  ])('in %s', (command, mistake) => {
    expect(commandMistake(command)).toBe(mistake);
  });

  test.each([['reeve.yaml'], ['reeve COMMAND --help'], ['npm ci'], ["reeve stop a/b --reason 'no --such option'"]])(
    'and none in %s',
    (command) => {
      expect(commandMistake(command)).toBeUndefined();
    },
  );

  test('in the name of a file', () => {
    expect(fileMistake('sweeper.ts')).toBeUndefined();
    expect(fileMistake('activities/sweeper.ts')).toBeUndefined();
    expect(fileMistake('workflows/sweeper.ts')).toBe('workflows/sweeper.ts: no such file');
    expect(fileMistake('eper.ts')).toBe('eper.ts: no such file');
  });

  test.each([
    ['docs/no-such-page.md', 'docs/no-such-page.md: nothing there'],
    ['docs/cli.md#no-such-heading', 'docs/cli.md#no-such-heading: no such heading'],
    ['../elsewhere.md', '../elsewhere.md: outside the repository'],
  ])('in a link to %s', (link, mistake) => {
    expect(linkMistake('README.md', link)).toBe(mistake);
  });
});

test('a page is read as it is shown: joined lines, comments, code, two headings of one name', () => {
  const page = parsePage(
    '# Out of `sight`?\n## Again\n## Again\n[a](b.md#c) `[not](a-link)` ![d](e.png)\n' +
      '```sh\nreeve run a b \\\n  --wait   # and so on\nnpm ci && npm test\n```\n```ts\nreeve no command\n```\n',
  );
  expect(page.programs).toEqual([{ line: 11, what: 'reeve no command\n' }]);
  expect([...page.anchors]).toEqual(['out-of-sight', 'again', 'again-1']);
  expect(page.links.map(({ what }) => what)).toEqual(['b.md#c', 'e.png']);
  expect(page.code.map(({ what }) => what)).toEqual([
    'sight',
    '[not](a-link)',
    'reeve run a b  --wait',
    'npm ci',
    'npm test',
  ]);
});
