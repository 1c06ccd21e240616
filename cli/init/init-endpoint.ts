import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Problem } from '../../contract/request.ts';
import { checkEndpoint, type EndpointReport } from '../../vendors/check-endpoint.ts';
import { readEndpoint } from '../../vendors/read-endpoint.ts';
import { BadInput } from '../bad-input.ts';
import { reportLines, reportTable } from '../commands/endpoints-lines.ts';
import { printNote } from '../print.ts';
import { gather } from './answers.ts';
import { type Asking, asking, type Terminal } from './asking.ts';
import { existingIn } from './configuration-text.ts';
import { EndpointUnusable } from './endpoint-unusable.ts';
import { settleTrust, type Trust } from './trust.ts';
import type { Answers, Typed } from './typed.ts';
import { checkPlace, readIfThere, write } from './write.ts';

export interface Initialised {
  endpoint: string;
  config: string;
  /** Files that were written, the configuration first. */
  written: readonly string[];
  /** Of the certificate, SHA-256. */
  fingerprint?: string;
  report: EndpointReport;
}

/** From what was typed, and asked at the terminal where there is one, to an endpoint in `reeve.yaml`. */
export async function initEndpoint(typed: Typed, terminal: Terminal | undefined): Promise<Initialised> {
  const questions = asking(terminal);
  const text = await readIfThere(typed.config);
  const answers = await gather(typed, existingIn(text ?? '', typed.config), questions);
  const trust = await settleTrust(answers, typed, questions);
  await checkPlace(answers, trust, typed);
  const report = await check(answers, trust, typed);
  for (const line of [reportTable([report]), ...reportLines(report)]) printNote(line);
  if (!report.usable && !typed.force) await refuseUnlessWanted(report, questions);
  const written = await write(answers, trust, typed);
  const { fingerprint } = trust;
  return { endpoint: answers.name, config: typed.config, written, ...(fingerprint && { fingerprint }), report };
}

/** As the worker would use it; a certificate that is to be trusted stands in a file of its own until then. */
async function check(answers: Answers, { pem, caFile }: Trust, typed: Typed): Promise<EndpointReport> {
  const folder = await mkdtemp(join(tmpdir(), 'reeve-init-'));
  try {
    const kept = join(folder, 'certificate.pem');
    if (pem !== undefined) await writeFile(kept, pem);
    const ca = pem === undefined ? caFile && resolve(caFile) : kept;
    return await checkEndpoint(answers.name, settingsOf(answers, ca, typed));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function settingsOf({ name, vendor, url, credentials, settings }: Answers, ca: string | undefined, typed: Typed) {
  const problems: Problem[] = [];
  const allowHttp = url.startsWith('http:') && { allowHttp: true };
  const raw = { vendor, url, credentials, ...settings, ...(ca && { ca }), ...allowHttp };
  const place = { folder: dirname(resolve(typed.config)), env: process.env };
  const read = readEndpoint(name, raw, place, (field, message) => problems.push(problemOf(field, message)));
  if (read === undefined || problems.length > 0) throw new BadInput(...problems);
  return read;
}

/** A mistake below an endpoint in `reeve.yaml`, in terms of the command line. */
function problemOf([first, ...rest]: readonly PropertyKey[], message: string): Problem {
  const below = rest.map(String).join('.');
  const expected = message.replace(/^expected /, '');
  if (first === 'credentials') return { field: `--credential ${below}`.trim(), found: 'what does not fit', expected };
  if (first === 'url') return { field: '--url', found: 'what does not fit', expected };
  return {
    field: `--setting ${[first, ...rest].map((part) => String(part ?? '')).join('.')}`.trim(),
    found: 'what does not fit',
    expected,
  };
}

async function refuseUnlessWanted(report: EndpointReport, questions: Asking): Promise<void> {
  const wanted = await questions.confirm('It cannot be used like this. Write it all the same?');
  if (wanted) return;
  const noes = Object.entries(report.abilities).filter(([, { can }]) => can === 'no');
  const why = noes.map(([ability, { source }]) => `${ABILITIES[ability] ?? ability}: no, ${source}`).join('; ');
  const advice = 'correct it and try again, or write it all the same with --force';
  throw new EndpointUnusable(`${report.endpoint} cannot be used like this (${why}); nothing was written`, advice);
}

const ABILITIES: Readonly<Record<string, string>> = { logIn: 'log in' };
