/** The string and number formats a schema may name, besides those of ajv-formats. Unknown ones are not checked. */
import type { Ajv, Format } from 'ajv';
import addStandardFormats from 'ajv-formats';

const DATE = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const localDateTime = new RegExp(`^${DATE}[Tt ]${TIME}$`);
const localTime = new RegExp(`^${TIME}$`);
/** JSON Schema's `time` has an offset; TOML's never has one, so both are taken. */
const time = new RegExp(`^${TIME}(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)?$`);

const DURATION_UNIT = `(?:ns|us|µs|ms|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)`;
/** `30s`, `1h30m`, `1.5h`, `10 minutes`: what Go, Rust and systemd read; a bare 0 needs no unit. */
const durationWords = new RegExp(`^(?:0|-?(?:\\d+(?:\\.\\d+)?\\s*${DURATION_UNIT}\\s*)+)$`);
/** RFC 3339, appendix A. */
const durationIso = /^P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;

const SIZE = /^\d+(?:\.\d+)?\s*(?:[kKMGTPE]i?)?[bB]?$/;
const HOST_PORT = /^(?:\[[0-9A-Fa-f:.]+\]|[^\s:[\]]*):(\d{1,5})$/;
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

const FORMATS: Readonly<Record<string, Format>> = {
  'date-time-local': localDateTime,
  'local-date-time': localDateTime,
  'partial-date-time': localDateTime,
  'date-local': new RegExp(`^${DATE}$`),
  'local-date': new RegExp(`^${DATE}$`),
  'time-local': localTime,
  'local-time': localTime,
  'partial-time': localTime,
  time,
  duration: (text: string) => durationIso.test(text) || durationWords.test(text.trim()),
  size: SIZE,
  'host-port': (text: string) => Number(HOST_PORT.exec(text)?.[1] ?? Number.NaN) <= 65_535,
  semver: SEMVER,
  ...integerFormats(),
};

export function addFormats(ajv: Ajv): void {
  addStandardFormats.default(ajv, { mode: 'full' });
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format);
}

/** The integer types that Rust's schema generator names. */
function integerFormats(): Record<string, Format> {
  const formats: Record<string, Format> = {};
  for (const bits of [8, 16, 32]) {
    const size = 2 ** bits;
    formats[`uint${bits}`] = numberFormat((value) => value >= 0 && value < size);
    formats[`int${bits}`] = numberFormat((value) => value >= -size / 2 && value < size / 2);
  }
  for (const name of ['uint', 'uint64', 'usize']) formats[name] = numberFormat((value) => value >= 0);
  return formats;
}

function numberFormat(validate: (value: number) => boolean): Format {
  return { type: 'number', validate };
}
