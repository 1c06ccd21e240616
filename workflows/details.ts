import { setCurrentDetails } from '@temporalio/workflow';
import { isTerminal, type Outcome } from '../contract/job.ts';
import type { Asker } from '../contract/messages.ts';
import { awaitActivityId, sweepId } from '../contract/sweep.ts';
import { type Job, timeGiven } from './job.ts';

/**
 * The job's page in the Web UI, in Markdown. Costs no event and no write: the server asks for it when somebody looks. It
 * tells what the workflow knows; what looks without news have seen since stays with the pending activity.
 */
export function describe(job: Job, outcome?: Outcome): void {
  setCurrentDetails(detailsOf(job, outcome));
}

/** Pure, so that each line is a test. */
export function detailsOf(job: Job, outcome?: Outcome): string {
  const facts = [...atVendor(job), ...stopping(job, outcome), ...timing(job, outcome), ...steering(job)];
  facts.push(...looks(job, outcome));
  return [headline(job), ...facts.map(([name, text]) => `- **${name}:** ${text}`), LAST_LINE].join('\n');
}

/** The Web UI (2.42) makes its frame a line too low and shows no scroll bar: nothing is lost of this one. */
const LAST_LINE = '\n\u00a0';

type Fact = readonly [name: string, text: string];

function headline({ state, reading, vendorJobId, maybeSent }: Job): string {
  const percent = reading?.percent === undefined ? '' : ` ${reading.percent} %`;
  const words = reading === undefined ? '' : ` (${plain(reading.words)})`;
  const unstarted = maybeSent ? ': its start was not answered, looking for what it has made' : ': not started yet';
  return `**${state}**${percent}${words}${vendorJobId === undefined ? unstarted : ''}\n`;
}

/** A vendor's id may hold anything: in an address it is one part of it, and cannot end the link. */
function linked(vendorJobId: string, jobPage: string | undefined): string {
  if (jobPage === undefined) return plain(vendorJobId);
  const page = jobPage.replaceAll('{vendorJobId}', () => encodeURIComponent(vendorJobId));
  return `[${plain(vendorJobId)}](${page.replace(/[()\s<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})`;
}

function atVendor({ reading, outOfSight, vendorJobId, terms }: Job): Fact[] {
  const facts: Fact[] = [];
  if (vendorJobId !== undefined) facts.push(['At the vendor', linked(vendorJobId, terms?.jobPage)]);
  if (outOfSight) facts.push(['Out of sight since', `${time(outOfSight.since)}: ${plain(outOfSight.reason)}`]);
  if (reading?.message !== undefined) facts.push(['The vendor says', plain(reading.message)]);
  return facts;
}

function looks({ reading, outOfSight, terms, request, state }: Job, outcome: Outcome | undefined): Fact[] {
  const facts: Fact[] = [];
  if (reading) facts.push(['Last look with news', time(reading.readAt)]);
  if (!outcome && terms) {
    const isSwept = terms.parkMs !== undefined && !outOfSight;
    const byWhom = isSwept ? `by \`${sweepId(request.endpoint)}\`` : 'by the job itself';
    // When, only the server and the sweeper know.
    facts.push(['Next look', `${byWhom}: see *Pending Activities*, \`${awaitActivityId(state)}\``]);
  }
  if (terms) facts.push(['Stamp', `\`${terms.stamp}\``]);
  return facts;
}

function steering({ steered }: Job): Fact[] {
  if (!steered) return [];
  const { verb, reply, message, note } = steered;
  const words = [message, note].filter((text) => text !== undefined).map((text) => `; ${plain(text)}`);
  return [[`Asked to ${verb}`, `${reply}${signature(steered)}${words.join('')}`]];
}

function stopping({ stop }: Job, outcome: Outcome | undefined): Fact[] {
  const facts: Fact[] = [];
  if (stop) facts.push(['Stop', `by ${stop.cause}${signature(stop)}`]);
  else if (outcome?.cause === 'vendor') facts.push(['Stop', 'by somebody in the vendor’s own console']);
  const verdict = outcome?.verdict ?? stop?.denied?.verdict;
  if (verdict !== undefined) {
    const words = stop?.denied ? `: ${plain(stop.denied.message)}${outcome ? '' : '; watched on'}` : '';
    facts.push(['Verdict', `**${verdict}**${words}`]);
  } else if (stop) facts.push(['Verdict', 'none yet: the vendor has not shown the end']);
  const proof = outcome?.proof;
  if (proof) facts.push(['Proof', `read as ${plain(proof.words)} at ${time(proof.readAt)}, after the cancel’s answer`]);
  const why = outcome?.message;
  if (why !== undefined && why !== stop?.reason && why !== stop?.denied?.message) facts.push(['Why', plain(why)]);
  if (outcome?.candidates?.length) facts.push(['Candidates', outcome.candidates.map(plain).join(', ')]);
  return facts;
}

function timing(job: Job, outcome: Outcome | undefined): Fact[] {
  const { expiresAtMs, extension } = job;
  const until = expiresAtMs === null ? '' : `, until ${time(expiresAtMs)}`;
  const facts: Fact[] = [['Time', `${timeGiven(job)} from ${time(job.startedAtMs)}${until}`]];
  if (extension) facts.push(['Extended', `by ${extension.extendBy}${signature(extension)}`]);
  const etaMs = outcome ? undefined : estimatedEndMs(job);
  if (etaMs !== undefined) {
    const late = expiresAtMs !== null && etaMs > expiresAtMs ? ', **later than its expiry**' : '';
    facts.push(['ETA', `about ${time(etaMs)}${late}, from the percentage above`]);
  }
  return facts;
}

/** As if it went on evenly. Two machines' clocks are compared here, so it is for people and decides nothing. */
export function estimatedEndMs({ reading, startedAtMs }: Pick<Job, 'reading' | 'startedAtMs'>): number | undefined {
  if (reading?.percent === undefined || isTerminal(reading.state)) return undefined;
  const { percent, readAt } = reading;
  const takenMs = Date.parse(readAt) - startedAtMs;
  return percent > 0 && percent < 100 && takenMs > 0 ? startedAtMs + (takenMs * 100) / percent : undefined;
}

function signature({ by, reason }: Asker): string {
  return `${by === undefined ? '' : `, asked by ${plain(by)}`}${reason === undefined ? '' : `: ${plain(reason)}`}`;
}

function time(when: number | string): string {
  const date = new Date(when);
  return Number.isNaN(date.getTime()) ? 'unknown' : `${date.toISOString().slice(0, 19)}Z`;
}

/** A vendor's or a caller's text says what it says: no markup, no link, no picture that is fetched, no line of its own. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|!~&]/g, '\\$&');
}
