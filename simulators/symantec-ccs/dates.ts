/** .NET's smallest date, which it prints without a zone: "not ended", "never". */
export const NEVER = '0001-01-01T00:00:00';

/** As .NET prints a UTC DateTime: seven digits of a second. The clock knows three; the other four follow from them. */
export function formatDate(epochMs: number | undefined): string {
  if (epochMs === undefined) return NEVER;
  const made = String((Math.floor(epochMs) * 7919) % 10_000).padStart(4, '0');
  return new Date(epochMs).toISOString().replace('Z', `${made}Z`);
}
