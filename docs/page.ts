/** What a Markdown page says that can be checked: its links, its headings' anchors, and its code. */
import { readFileSync } from 'node:fs';

export interface Named<T> {
  line: number;
  what: T;
}

export interface Page {
  links: Named<string>[];
  anchors: Set<string>;
  /** Whatever stands as code in a sentence, and each command of a block. */
  code: Named<string>[];
  /** Each TypeScript block that is a whole program: one with a file's name beside it is a part of that file. */
  programs: Named<string>[];
}

/** Languages of code blocks that hold commands; a block without one does too. */
const SHELL = new Set(['', 'sh', 'bash']);
const LINK = /\]\((?<target>[^()\s]+)\)|\b(?:src|href|srcset)="(?<attribute>[^"]+)"/g;

export function readPage(file: string | URL): Page {
  return parsePage(readFileSync(file, 'utf8'));
}

export function parsePage(text: string): Page {
  const page: Page = { links: [], anchors: new Set(), code: [], programs: programsOf(text) };
  let language: string | undefined;
  for (const { line, what } of logicalLines(text)) {
    const fence = /^\s*```(?<language>\w*)/.exec(what);
    if (fence) language = language === undefined ? (fence.groups?.language ?? '') : undefined;
    else if (language === undefined) readProse(page, line, what);
    else if (SHELL.has(language)) page.code.push(...split(what).map((command) => ({ line, what: command })));
  }
  return page;
}

function programsOf(text: string): Named<string>[] {
  return [...text.matchAll(/^```ts\n(?<program>.*?)^```/gms)].map(({ index, groups }) => ({
    line: text.slice(0, index).split('\n').length + 1,
    what: groups?.program ?? '',
  }));
}

function readProse(page: Page, line: number, text: string) {
  const heading = /^#+ (?<heading>.+)$/.exec(text)?.groups?.heading;
  if (heading !== undefined) page.anchors.add(unused(page.anchors, anchor(heading)));
  for (const [, code = ''] of text.matchAll(/`([^`]+)`/g)) page.code.push({ line, what: code });
  for (const { groups } of text.replaceAll(/`[^`]*`/g, '').matchAll(LINK)) {
    page.links.push({ line, what: groups?.target ?? groups?.attribute ?? '' });
  }
}

/** As GitHub makes it of a heading: letters, digits, hyphens and underscores; a link counts as its text. */
function anchor(heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
  return text.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
}

function unused(anchors: ReadonlySet<string>, wanted: string): string {
  if (!anchors.has(wanted)) return wanted;
  let count = 1;
  while (anchors.has(`${wanted}-${count}`)) count += 1;
  return `${wanted}-${count}`;
}

/** Lines with those joined that end in a backslash. */
function logicalLines(text: string): Named<string>[] {
  const lines: Named<string>[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const last = lines.at(-1);
    if (last?.what.endsWith('\\')) last.what = `${last.what.slice(0, -1)} ${raw.trim()}`;
    else lines.push({ line: index + 1, what: raw });
  }
  return lines;
}

/** The commands of one line of shell, without its comment. */
function split(line: string): string[] {
  return line
    .replace(/(?:^|\s)#\s.*$/, '')
    .split(/&&|\|\||[|;]/)
    .map((command) => command.trim())
    .filter((command) => command !== '');
}
