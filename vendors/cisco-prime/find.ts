import { isTerminal } from '../../contract/job.ts';
import type { Found, StartContext } from '../../contract/vendor.ts';
import { VendorError } from '../../contract/vendor-error.ts';
import type { Errand, PrimeApi } from './api.ts';
import { anyOf } from './filter.ts';
import type { PrimeHandle } from './handle.ts';
import { readingOf } from './look.ts';
import type { DeployTemplate } from './params.ts';
import type { Row } from './rows.ts';
import { stateOf } from './states.ts';
import type { Summary } from './wire.ts';

/** Half of what one answer may hold: a row is about 700 characters. */
const PAGE = 500;
/** The Date header has whole seconds, and Temporal's clock and Prime's are compared over one answer's way. */
const MARGIN_MS = 2_000;
/** How exactly Prime keeps a start time that it was given. */
const SCHEDULE_MARGIN_MS = 60_000;

/**
 * The deploys of our user that may be ours, since none carries a mark: those that can have been made since
 * `intendedAtMs`. Whatever the rows do not rule out stays in the list.
 */
export async function find(
  api: PrimeApi,
  params: DeployTemplate,
  { signal, intendedAtMs, nowMs }: StartContext,
): Promise<Found<PrimeHandle>[]> {
  const { rows, vendorMs } = await readOwnJobs(api, { kind: 'start', signal });
  const nowAtVendor = vendorMs - MARGIN_MS;
  const times = { sinceMs: nowAtVendor - (nowMs() - intendedAtMs), untilMs: vendorMs + SCHEDULE_MARGIN_MS };
  const possible = rows.filter((row) => isInTime(row, params.startTime, times));
  return sameTemplate(possible, params.templateName).map((row) => {
    const handle = { jobName: row.jobName, ...(row['@id'] === undefined ? {} : { jobId: row['@id'] }) };
    return { handle, vendorJobId: row.jobName, reading: readingOf(row, handle), by: 'content' };
  });
}

/** All jobs of our user, whatever their number, with the vendor's clock at the first answer. */
async function readOwnJobs(api: PrimeApi, errand: Errand): Promise<{ rows: Row[]; vendorMs: number }> {
  const complain = (why: string) => new VendorError('UnexpectedResponse', `${api.endpoint}: JobSummary: ${why}`);
  const rows: Summary[] = [];
  let vendorMs: number | undefined;
  for (;;) {
    const range = { '.firstResult': String(rows.length), '.maxResults': String(PAGE) };
    const page = await api.summaries({ username: anyOf([api.username]), ...range }, errand);
    vendorMs ??= page.vendorMs;
    const first = page.rows[0];
    if (first !== undefined && rows.some((row) => row['@id'] === first['@id'] && row.jobName === first.jobName))
      throw complain('the same page came twice');
    rows.push(...page.rows);
    if (page.rows.length === 0 || (page.rows.length < PAGE && rows.length >= page.count)) break;
  }
  if (vendorMs === undefined) throw complain("no Date header: Prime's clock cannot be compared with ours");
  if (!rows.every(isWhole)) throw complain('a row lacks its jobName or jobStatus');
  const isOwn = ({ username }: Row) => username === undefined || username === api.username;
  return { rows: rows.filter(isWhole).filter(isOwn), vendorMs };
}

function isWhole(row: Summary): row is Row {
  return row.jobName !== undefined && row.jobStatus !== undefined;
}

/** False where the row's times show that the job is another's; a time that is missing or unreadable shows nothing. */
function isInTime(row: Row, startTime: string | undefined, { sinceMs, untilMs }: { sinceMs: number; untilMs: number }) {
  const ranAt = Date.parse(row.lastStartTime ?? '');
  const runsAt = Date.parse(row.nextRunTime ?? '');
  const wantedAt = Date.parse(startTime ?? '');
  if (!Number.isNaN(ranAt)) return ranAt >= sinceMs && !(ranAt < wantedAt - SCHEDULE_MARGIN_MS);
  // Over without ever having run: had it been ours, nothing would be done twice by starting again.
  if (isTerminal(stateOf(row))) return false;
  if (Number.isNaN(runsAt)) return true;
  // A time that was over when Prime got it means at once, so both may be what was asked.
  const runsAtOnce = runsAt >= sinceMs && runsAt <= untilMs;
  const runsAsAsked = Math.abs(runsAt - wantedAt) <= SCHEDULE_MARGIN_MS;
  return (runsAtOnce && !(wantedAt > untilMs)) || (runsAsAsked && wantedAt >= sinceMs);
}

/**
 * Nothing says what Prime writes into a deploy's description. Where it names our template for some, it names each
 * one's own, and those that have a description without it are others'. Otherwise it tells nothing.
 */
function sameTemplate(rows: readonly Row[], templateName: string): readonly Row[] {
  const names = ({ description }: Row) => description !== undefined && namesTemplate(description, templateName);
  return rows.some(names) ? rows.filter((row) => row.description === undefined || names(row)) : rows;
}

/** True where the template's name stands in the text by itself, not as part of a longer one such as `vlan-guest`. */
function namesTemplate(text: string, templateName: string): boolean {
  const name = templateName.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_.-])${name}(?![\\p{L}\\p{N}_-])`, 'u').test(text);
}
