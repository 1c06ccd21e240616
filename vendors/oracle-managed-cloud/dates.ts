const DATE = /^(\d{4}-\d{2}-\d{2})T(\d{1,2})(:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;

/**
 * Milliseconds of one of the vendor's dates, whose hours may have one digit (`2020-08-26T8:53:51-07:00`). Undefined
 * where there is none, where it is no date, and where it tells no zone.
 */
export function readDate(text: string | undefined): number | undefined {
  const match = DATE.exec(text ?? '');
  if (match === null) return undefined;
  const [, day = '', hours = '', rest = '', fraction = '', zone = ''] = match;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const ms = Date.parse(`${day}T${hours.padStart(2, '0')}${rest}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** The vendor's page wants UTC; whole seconds are all that it shows. */
export function writeDate(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
