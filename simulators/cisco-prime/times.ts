/** The server's form: milliseconds and its own offset, `2016-06-20T01:56:27.247+10:00`. */
export function formatTime(epochMs: number, offsetMinutes: number): string {
  const local = new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(offsetMinutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
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

const ISO_TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Epoch milliseconds, or undefined. A plus sign that a query turned into a blank is put back. */
export function parseTime(value: string): number | undefined {
  const mended = value.replace(/ (\d\d:?\d\d)$/, '+$1');
  if (!ISO_TIME.test(mended)) return undefined;
  const epochMs = Date.parse(mended);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
