import { readFileSync } from 'node:fs';
import type { EndpointCheck, VendorLimits } from '../contract/vendor.ts';
import { VendorError } from '../contract/vendor-error.ts';
import { withoutLogIn } from './abilities.ts';
import { type ClockDifference, clockDifference, isFurtherApart } from './clock-difference.ts';
import type { EndpointConfiguration } from './configuration.ts';
import { createEndpoint, lookTimeoutMs } from './endpoint.ts';
import type { Exchange } from './http.ts';
import { limitWarnings, toldLimits } from './limit-warnings.ts';
import type { VendorName } from './params.ts';
import { VENDORS } from './registry.ts';

/** Finds tell old jobs from new ones by the vendor's clock, and a token may not be valid yet by it. */
const CLOCK_LIMIT_SECONDS = 5;

/** What a check has shown of one endpoint. Holds no credentials. */
export interface EndpointReport extends EndpointCheck {
  endpoint: string;
  vendor: VendorName;
  url: string;
  /** No ability is a plain no. */
  usable: boolean;
  /** Undefined: no answer told the vendor's time. */
  clock?: ClockDifference;
  /** Of the fastest request, without connecting. */
  roundTripMs?: number;
  warnings: readonly string[];
}

/** Checks one endpoint without changing anything there, within the time of one look. Never throws: that is a report too. */
export async function checkEndpoint(name: string, settings: EndpointConfiguration): Promise<EndpointReport> {
  const exchanges: Exchange[] = [];
  const checked = await ask(name, settings, (exchange) => exchanges.push(exchange));
  const { version, abilities, warnings = [] } = checked;
  const clock = clockDifference(exchanges);
  const trips = exchanges.map(({ sentAtMs, answeredAtMs }) => answeredAtMs - sentAtMs);
  return {
    endpoint: name,
    vendor: settings.vendor,
    url: publicUrl(settings.url),
    usable: Object.values(abilities).every(({ can }) => can !== 'no'),
    ...(version === undefined ? {} : { version }),
    abilities: withoutName(name, abilities),
    ...(clock === undefined ? {} : { clock }),
    ...(trips.length === 0 ? {} : { roundTripMs: Math.min(...trips) }),
    warnings: [...ofTransport(settings), ...ofClock(clock), ...warnings],
  };
}

/** An endpoint's address for people: without a user and password that may stand in it. */
export function publicUrl(text: string): string {
  const { origin, pathname } = new URL(text);
  return pathname === '/' ? origin : origin + pathname;
}

async function ask(
  name: string,
  settings: EndpointConfiguration,
  onExchange: (exchange: Exchange) => void,
): Promise<EndpointCheck> {
  try {
    const endpoint = createEndpoint(name, settings, onExchange);
    try {
      const signal = AbortSignal.timeout(lookTimeoutMs(settings));
      const checked = await endpoint.vendor.check({ signal });
      // Without a log-in it would be refused once more, and vendors lock users out after a few.
      const told = checked.abilities.logIn.can === 'yes' ? await toldLimits(endpoint.vendor, signal) : undefined;
      return { ...checked, warnings: [...(checked.warnings ?? []), ...ofLimits(settings, told)] };
    } finally {
      await endpoint.close();
    }
  } catch (error) {
    // One endpoint's trouble, a CA file that is no certificate or a mistake of ours, must not hide the others.
    const why = error instanceof VendorError ? error.message : `the check itself failed: ${String(error)}`;
    return { abilities: withoutLogIn(why) };
  }
}

function ofLimits(settings: EndpointConfiguration, told: VendorLimits | undefined): string[] {
  return limitWarnings(settings, VENDORS[settings.vendor], told).map(({ message }) => message);
}

/** Errors begin with the endpoint's name; here it stands above them all. */
function withoutName(name: string, abilities: EndpointCheck['abilities']): EndpointCheck['abilities'] {
  const entries = Object.entries(abilities).map(([ability, { can, source }]) => [
    ability,
    { can, source: source.startsWith(`${name}: `) ? source.slice(name.length + 2) : source },
  ]);
  return Object.fromEntries(entries) as EndpointCheck['abilities'];
}

function ofTransport({ url, ca }: EndpointConfiguration): string[] {
  const isClear = url.startsWith('http:');
  // Node takes such a file without a word, and then trusts nobody.
  const isEmpty = ca !== undefined && !holdsCertificate(ca);
  return [
    ...(isClear ? ['http: the password and all answers travel in the clear; use https:'] : []),
    ...(isEmpty ? [`ca: ${ca} holds no certificate in PEM`] : []),
  ];
}

function holdsCertificate(path: string): boolean {
  try {
    return /-----BEGIN (TRUSTED )?CERTIFICATE-----/.test(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}

function ofClock(clock: ClockDifference | undefined): string[] {
  if (clock === undefined || !isFurtherApart(clock, CLOCK_LIMIT_SECONDS)) return [];
  const apart = `${Math.abs(clock.seconds).toFixed(1)} s ${clock.seconds > 0 ? 'ahead of' : 'behind'} ours`;
  return [`the vendor's clock is ${apart} (± ${clock.uncertainty.toFixed(1)} s); set both by NTP`];
}
