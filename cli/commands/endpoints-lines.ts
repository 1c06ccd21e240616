import type { EndpointReport } from '../../vendors/check-endpoint.ts';
import { plain } from '../print.ts';
import { tableOf } from '../table.ts';

/** A row for each endpoint: what can be done there. */
export function reportTable(reports: readonly EndpointReport[]): string {
  const head = ['ENDPOINT', 'VENDOR', 'VERSION', 'LOG IN', 'READ', 'START', 'CANCEL', 'CLOCK'];
  const rows = reports.map((report) => {
    const { logIn, read, start, cancel } = report.abilities;
    const words = [logIn, read, start, cancel].map(({ can }) => can);
    return [report.endpoint, report.vendor, report.version ?? 'unknown', ...words, clockWords(report)];
  });
  return tableOf(head, rows);
}

/** How the row is known, and what to mind. */
export function reportLines({ endpoint, url, roundTripMs, abilities, warnings }: EndpointReport): string[] {
  const { logIn, read, start, cancel } = abilities;
  const answered = roundTripMs === undefined ? 'no answer' : `answered in ${roundTripMs} ms`;
  const lines = [
    ['log in', `${logIn.can}: ${logIn.source}`],
    ['read', `${read.can}: ${read.source}`],
    ['start', `${start.can}: ${start.source}`],
    ['cancel', `${cancel.can}: ${cancel.source}`],
    ...warnings.map((warning) => ['warning', warning]),
  ];
  return ['', `${endpoint} (${url}, ${answered})`, ...lines.map(([name = '', text = '']) => line(name, text))];
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(9)}${plain(text)}`;
}

function clockWords({ clock }: EndpointReport): string {
  if (clock === undefined) return 'unknown';
  const { seconds, uncertainty } = clock;
  return `${seconds < 0 ? '-' : '+'}${Math.abs(seconds).toFixed(1)} s (± ${uncertainty.toFixed(1)})`;
}
