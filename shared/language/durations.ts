/** Lengths of time, from the ways configuration writes them to words. */

const NANOSECONDS = {
  nanosecond: 1n,
  microsecond: 1_000n,
  millisecond: 1_000_000n,
  second: 1_000_000_000n,
  minute: 60_000_000_000n,
  hour: 3_600_000_000_000n,
  day: 86_400_000_000_000n,
  week: 604_800_000_000_000n,
} as const;
type Unit = keyof typeof NANOSECONDS;

/** Spellings of Go, Rust (humantime), systemd, Java and people. Case counts only where one letter would mean two things. */
const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries({
    nanosecond: 'ns nsec nanos nanosecond nanoseconds',
    microsecond: 'us µs μs usec micros microsecond microseconds',
    millisecond: 'ms msec millis millisecond milliseconds',
    second: 's sec secs second seconds',
    minute: 'm min mins minute minutes',
    hour: 'h hr hrs hour hours',
    day: 'd day days',
    week: 'w week weeks',
  }).flatMap(([unit, names]) => names.split(' ').map((name) => [name, unit as Unit])),
);

const PART = /(\d+)(?:\.(\d{1,12}))?\s*([a-zµμ]+)\s*/giy;
/** RFC 3339, appendix A. */
const ISO =
  /^(-?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/i;

/** `1h30m` is "1 hour 30 minutes", `5400s` too, `PT15M` is "15 minutes"; null when it is no length of time. */
export function durationWords(text: string): string | null {
  const trimmed = text.trim();
  if (/^-?P/i.test(trimmed)) return isoWords(trimmed);
  const sign = trimmed.startsWith('-') ? '-' : '';
  const length = lengthOf(trimmed.slice(sign.length));
  return length === null ? null : signed(sign, wordsOf(length.nanoseconds, length.usesWeeks));
}

/** A bare number that counts a unit: 1500 in `ms` is "1.5 seconds"; null when the unit is none of time. */
export function countedDurationWords(count: number | bigint, unit: string): string | null {
  if (typeof count === 'number' && !Number.isFinite(count)) return null;
  const text = typeof count === 'bigint' ? String(count) : plainNumber(count);
  return durationWords(`${text}${unit.trim()}`);
}

/** Without an exponent. */
function plainNumber(count: number): string {
  return Number.isInteger(count) ? String(BigInt(count)) : count.toFixed(9).replace(/0+$/, '');
}

function lengthOf(text: string): { nanoseconds: bigint; usesWeeks: boolean } | null {
  if (/^0+$/.test(text)) return { nanoseconds: 0n, usesWeeks: false };
  let nanoseconds = 0n;
  let usesWeeks = false;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const part = PART.exec(text);
    const unit =
      part === null ? undefined : (UNITS.get(part[3] ?? '') ?? UNITS.get((part[3] ?? '').toLowerCase()));
    // `M` is a month to some; only the small letter is a minute.
    if (part === null || unit === undefined || part[3] === 'M') return null;
    nanoseconds += scaled(part[1] ?? '0', part[2] ?? '', NANOSECONDS[unit]);
    usesWeeks ||= unit === 'week';
  }
  return text === '' ? null : { nanoseconds, usesWeeks };
}

function scaled(whole: string, fraction: string, unit: bigint): bigint {
  return (BigInt(whole + fraction) * unit) / 10n ** BigInt(fraction.length);
}

/** More parts than this say more than anybody wants to read. */
const MAX_PARTS = 3;

function wordsOf(nanoseconds: bigint, usesWeeks: boolean): string {
  if (nanoseconds === 0n) return '0 seconds';
  const parts: string[] = [];
  let rest = nanoseconds;
  const units: readonly Unit[] = usesWeeks ? ['week', 'day', 'hour', 'minute'] : ['day', 'hour', 'minute'];
  for (const unit of units) {
    const count = rest / NANOSECONDS[unit];
    rest %= NANOSECONDS[unit];
    if (count > 0n) parts.push(counted(String(count), unit));
  }
  if (rest > 0n) parts.push(secondWords(rest));
  return parts.slice(0, MAX_PARTS).join(' ');
}

/** Less than a minute, in the largest unit that gives a whole part. */
function secondWords(nanoseconds: bigint): string {
  const unit =
    (['second', 'millisecond', 'microsecond'] as const).find((each) => nanoseconds >= NANOSECONDS[each]) ??
    'nanosecond';
  const size = NANOSECONDS[unit];
  const fraction = String(nanoseconds % size)
    .padStart(String(size).length - 1, '0')
    .replace(/0+$/, '');
  const whole = String(nanoseconds / size);
  return counted(fraction === '' || size === 1n ? whole : `${whole}.${fraction}`, unit);
}

function isoWords(text: string): string | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, sign = '', years, months, weeks, days, hours, minutes, seconds, fraction] = match;
  const named: readonly (readonly [string | undefined, string])[] = [
    [years, 'year'],
    [months, 'month'],
    [weeks, 'week'],
    [days, 'day'],
    [hours, 'hour'],
    [minutes, 'minute'],
    [seconds === undefined || fraction === undefined ? seconds : `${seconds}.${fraction}`, 'second'],
  ];
  const parts = named.flatMap(([count, unit]) =>
    count === undefined || /^0+$/.test(count) ? [] : [counted(count, unit)],
  );
  return signed(sign, parts.length === 0 ? '0 seconds' : parts.join(' '));
}

function counted(count: string, unit: string): string {
  const shown = count.replace(/^0+(?=\d)/, '');
  return `${shown} ${unit}${shown === '1' ? '' : 's'}`;
}

function signed(sign: string, words: string): string {
  return sign === '-' ? `minus ${words}` : words;
}
