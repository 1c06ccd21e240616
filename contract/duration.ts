const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const NAMES: Record<string, keyof typeof UNITS> = {
  millisecond: 'ms',
  sec: 's',
  second: 's',
  min: 'm',
  minute: 'm',
  hr: 'h',
  hour: 'h',
  day: 'd',
  week: 'w',
};
/** Every word for a unit, as parts of a pattern: the English ones may take an s. */
export const UNIT_WORDS: readonly string[] = [...Object.keys(UNITS), ...Object.keys(NAMES).map((name) => `${name}s?`)];
/** Longer than this, a timer's date leaves what the server can hold. */
export const GREATEST_MS = 100 * 365 * UNITS.d;

export const DURATION_EXPECTED = "a duration such as '90s', '30 minutes', '12h' or '30 days'";

/**
 * Milliseconds of a duration, or undefined where the text is none. A number and one unit: ms, s, m, h, d, w, or the
 * unit's English name; more than zero and at most 100 years.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,12}(?:\.\d{1,3})?) ?([a-z]{1,12})$/.exec(text);
  if (match === null) return undefined;
  const [, amount = '', word = ''] = match;
  const unit = word in UNITS ? (word as keyof typeof UNITS) : NAMES[word.replace(/s$/, '')];
  if (unit === undefined) return undefined;
  const ms = Math.round(Number(amount) * UNITS[unit]);
  return ms > 0 && ms <= GREATEST_MS ? ms : undefined;
}

/** A duration for people: `1 d 2 h`, `90 s`; at most two units, the second one not zero. */
export function formatDuration(ms: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(ms / UNITS.s) * UNITS.s);
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const amount = Math.floor(rest / UNITS[unit]);
    rest -= amount * UNITS[unit];
    if (amount > 0) parts.push(`${amount} ${unit === 'm' ? 'min' : unit}`);
  }
  return parts.slice(0, 2).join(' ') || '0 s';
}
