/** As the vendor's samples print a time: whole seconds, its own offset, and an hour that may have one digit. */
export function formatDate(epochMs: number | undefined, offsetMinutes: number): string | undefined {
  if (epochMs === undefined) return undefined;
  const [day = '', time = ''] = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, 19).split('T');
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
  return `${day}T${time.replace(/^0(?=\d:)/, '')}${zone}`;
}

const TIME = /^(\d{4}-\d\d-\d\d)T(\d{1,2})(:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Epoch milliseconds, or undefined. Hours of one or two digits; a time without a zone is UTC, as the page says. A plus sign
 * that a query turned into a blank is put back.
 */
export function parseDate(text: string): number | undefined {
  const [, day, hour = '', rest, zone = 'Z'] = TIME.exec(text.replace(/ (\d\d:?\d\d)$/, '+$1')) ?? [];
  if (day === undefined) return undefined;
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const epochMs = Date.parse(`${day}T${hour.padStart(2, '0')}${rest}${offset}`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
