/** The server's form: milliseconds and its own offset, `2016-06-20T01:56:27.247+10:00`. */
export function formatTime(epochMs: number, offsetMinutes: number): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  return `${local}${formatOffset(offsetMinutes)}`;
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** The stamp at the end of a job's name, as a public client saw it: `10_27_59_612_PM_04_21_2017`. */
export function formatNameStamp(epochMs: number, offsetMinutes: number): string {
  const local = new Date(epochMs + offsetMinutes * 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hour = local.getUTCHours();
  return [
    two(hour % 12 || 12),
    two(local.getUTCMinutes()),
    two(local.getUTCSeconds()),
    String(local.getUTCMilliseconds()).padStart(3, '0'),
    hour < 12 ? 'AM' : 'PM',
    two(local.getUTCMonth() + 1),
    two(local.getUTCDate()),
    local.getUTCFullYear(),
  ].join('_');
}

const TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d+)?)?)?(Z|[+ -]\d\d:?\d\d)?$/;

/**
 * Epoch milliseconds, or undefined. A time without an offset is the server's own, as the stamps in job names are: a
 * public client makes its filters of those, and leaves out leading zeros. A query turns a plus sign into a blank.
 */
export function parseTime(value: string, serverOffsetMinutes: number): number | undefined {
  const match = TIME.exec(value);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = formatOffset(serverOffsetMinutes)] = match;
  const two = (digits = '0') => digits.padStart(2, '0');
  const time = `${two(hour)}:${two(minute)}:${two(second)}${fraction}${zone.replace(' ', '+')}`;
  const epochMs = Date.parse(`${year}-${two(month)}-${two(day)}T${time}`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
