/** Inclusive, as Temporal has them in its calendars. */
export interface FieldRange {
  start: number;
  end: number;
  step: number;
}

export const FIELD_NAMES = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek', 'year'] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

export const MONTHS = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;
export const DAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

interface FieldKind {
  least: number;
  greatest: number;
  names?: readonly string[];
  /** The value of the first name. */
  firstName?: number;
  /** How many letters tell a name. */
  letters?: number;
}

/** As the server's `service/worker/scheduler/calendar.go` reads a calendar's fields. */
const KINDS: Record<FieldName, FieldKind> = {
  second: { least: 0, greatest: 59 },
  minute: { least: 0, greatest: 59 },
  hour: { least: 0, greatest: 23 },
  dayOfMonth: { least: 1, greatest: 31 },
  month: { least: 1, greatest: 12, names: MONTHS, firstName: 1, letters: 3 },
  // 7 is Sunday too.
  dayOfWeek: { least: 0, greatest: 7, names: DAYS, firstName: 0, letters: 2 },
  year: { least: 2000, greatest: 2100 },
};

/** What a field may be, for errors. */
export function fieldExpected(name: FieldName): string {
  const { least, greatest, names } = KINDS[name];
  const example = names === undefined ? '' : ` or names such as ${names[1]?.slice(0, 3)}`;
  return `*, or ${least} to ${greatest}${example}, in lists (1,2), ranges (1-5) and steps (*/2)`;
}

/** The ranges of a field's text; undefined where it is none. An empty list stands for every year. */
export function parseField(name: FieldName, text: string): FieldRange[] | undefined {
  if (text === '*' && name === 'year') return [];
  const ranges: FieldRange[] = [];
  for (const part of text.split(',')) {
    const range = parsePart(KINDS[name], part);
    if (range === undefined) return undefined;
    ranges.push(...(name === 'dayOfWeek' ? withoutSeven(range) : [range]));
  }
  return ranges;
}

function parsePart(kind: FieldKind, part: string): FieldRange | undefined {
  const match = /^(\*|[A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?(?:\/(\d{1,4}))?$/.exec(part);
  if (match === null) return undefined;
  const [, first = '', last, stepText] = match;
  const step = Number(stepText ?? 1);
  if (step < 1) return undefined;
  if (first === '*') return last === undefined ? { start: kind.least, end: kind.greatest, step } : undefined;
  const start = numberOf(kind, first);
  // A step makes a single value a range to the field's end.
  const end = last === undefined ? (stepText === undefined ? start : kind.greatest) : numberOf(kind, last);
  if (start === undefined || end === undefined || end < start) return undefined;
  return { start, end, step: start === end ? 1 : step };
}

function numberOf({ least, greatest, names, firstName = 0, letters = 0 }: FieldKind, text: string): number | undefined {
  const named = text.length < letters ? -1 : (names?.findIndex((name) => name.startsWith(text.toUpperCase())) ?? -1);
  if (named >= 0) return named + firstName;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= greatest ? value : undefined;
}

/** Sunday as 0 alone, as Temporal keeps it. */
function withoutSeven(range: FieldRange): FieldRange[] {
  const { start, end, step } = range;
  if (end !== 7) return [range];
  const hasSunday = (7 - start) % step === 0 && (step > 1 || start > 1);
  const sunday = hasSunday ? [{ start: 0, end: 0, step: 1 }] : [];
  return start === 7 ? sunday : [...sunday, { start, end: 6, step: start === 6 ? 1 : step }];
}

/** A short text of a field's ranges, which reads back as the same ranges. */
export function fieldText(name: FieldName, ranges: readonly FieldRange[]): string {
  if (ranges.length === 0) return '*';
  const { least, greatest } = KINDS[name];
  const isDay = name === 'dayOfWeek';
  const text = (value: number) => (isDay ? `${DAYS[value]?.slice(0, 3)}` : String(value));
  const isWhole = ({ start, end, step }: FieldRange) =>
    start === least && end === (isDay ? 6 : greatest) && (step === 1 || !isDay);
  return ranges
    .map((range) => {
      const { start, end, step } = range;
      if (start === end) return text(start);
      const span = isWhole(range) ? '*' : `${text(start)}-${text(end)}`;
      return step === 1 ? span : `${span}/${step}`;
    })
    .join(',');
}
