/** How types, values and limits of a schema are said in a problem: TOML's words, never JSON's. */

import { plainLiteral } from '../../shared/config/plain-literal.ts';
import { jsonTypeOf, type SchemaType } from '../../shared/schema/node.ts';
import { tomlLiteral } from '../../shared/toml/literal.ts';
import type { DateKind, TomlValue } from '../../shared/toml/types.ts';

/** Longer values are cut in a message. */
const MAX_LITERAL = 40;
/** A longer list says how many more there are. */
const MAX_LISTED = 12;

const EXPECTED: Readonly<Record<SchemaType, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'a boolean',
  array: 'an array',
  object: 'a table',
  null: 'nothing',
};

const DATES: Readonly<Record<DateKind, string>> = {
  'offset-date-time': 'the date-time',
  'local-date-time': 'the local date-time',
  'local-date': 'the local date',
  'local-time': 'the local time',
};

/** `an integer or a string`; null is left out, TOML has none. */
export function expectedTypes(types: readonly string[]): string {
  const real = types.filter((type): type is SchemaType => type in EXPECTED && type !== 'null');
  return listOf(
    real.map((type) => EXPECTED[type]),
    'or',
  );
}

/** `the string "8080"`, `the integer 5`, `an array of 3 items`, `a table`. */
export function valueWithType(data: unknown, value: TomlValue | undefined): string {
  if (value !== undefined && value.type in DATES)
    return `${DATES[value.type as DateKind]} ${literal(data, value)}`;
  if (Array.isArray(data))
    return data.length === 0 ? 'an empty array' : `an array of ${counted(data.length, 'item')}`;
  const type = value?.type === 'float' ? 'float' : jsonTypeOf(data);
  if (type === 'object') return 'a table';
  return `the ${type === 'number' ? 'float' : type} ${literal(data, value)}`;
}

/** The type of a value alone, for secrets. */
export function typeOnly(data: unknown): string {
  const type = jsonTypeOf(data);
  return type === 'number' ? 'a float' : EXPECTED[type];
}

/** One line of TOML: `"text"`, `8080`, `[1, 2]`. */
export function literal(data: unknown, value?: TomlValue): string {
  return value === undefined ? plainLiteral(data, MAX_LITERAL) : tomlLiteral(value, MAX_LITERAL);
}

/** The same in full, to be put into a file. */
export function fullLiteral(data: unknown, value?: TomlValue): string {
  return value === undefined ? plainLiteral(data) : tomlLiteral(value);
}

/** `"a"`, `"a", "b" or "c"`, `"a", "b" or 7 others`; with further words after the values. */
export function oneOfValues(values: readonly unknown[], further: readonly string[] = []): string {
  const shown = values.filter((value) => value !== null).map((value) => literal(value));
  const rest = shown.length - MAX_LISTED;
  const listed = rest > 1 ? [...shown.slice(0, MAX_LISTED), `${rest} others`] : shown;
  return listOf([...listed, ...further], 'or');
}

/** `a`, `a or b`, `a, b or c`. */
export function listOf(words: readonly string[], conjunction: 'and' | 'or'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

/** `1 item`, `3 items`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Formats by their names: what a value is, and examples. */
const FORMATS: readonly { readonly names: string; readonly words: string; readonly example?: string }[] = [
  { names: 'date-time', words: 'a date-time with an offset', example: '2025-01-31T08:00:00Z' },
  {
    names: 'date-time-local local-date-time partial-date-time',
    words: 'a date-time without an offset',
    example: '2025-01-31T08:00:00',
  },
  { names: 'date date-local local-date', words: 'a date', example: '2025-01-31' },
  { names: 'time time-local local-time partial-time', words: 'a time of day', example: '08:00:00' },
  { names: 'duration', words: 'a length of time', example: '"30s" or "1h30m"' },
  { names: 'size', words: 'a size', example: '"512 KiB" or "10MB"' },
  { names: 'email idn-email', words: 'an e-mail address', example: '"ana@example.org"' },
  { names: 'hostname idn-hostname', words: 'a host name', example: '"example.org"' },
  { names: 'host-port', words: 'a host and a port', example: '"localhost:8080"' },
  { names: 'ipv4', words: 'an IPv4 address', example: '"127.0.0.1"' },
  { names: 'ipv6', words: 'an IPv6 address', example: '"::1"' },
  { names: 'uri url iri', words: 'an absolute URL', example: '"https://example.org"' },
  { names: 'uri-reference', words: 'a URL or a relative reference' },
  { names: 'uuid', words: 'a UUID', example: '"123e4567-e89b-12d3-a456-426614174000"' },
  { names: 'regex', words: 'a regular expression' },
  { names: 'semver', words: 'a version', example: '"1.2.3"' },
  { names: 'json-pointer', words: 'a JSON Pointer', example: '"/a/b"' },
  { names: 'int8', words: 'an integer of 8 bits' },
  { names: 'int16', words: 'an integer of 16 bits' },
  { names: 'int32', words: 'an integer of 32 bits' },
  { names: 'uint8', words: 'an integer from 0 to 255' },
  { names: 'uint16', words: 'an integer from 0 to 65535' },
  { names: 'uint32', words: 'an integer of 32 bits that is not negative' },
  { names: 'uint uint64 usize', words: 'an integer that is not negative' },
];

const formatsByName = new Map(
  FORMATS.flatMap((format) => format.names.split(' ').map((name) => [name, format])),
);

/** What a value of that format is: `an e-mail address`. */
export function formatWords(format: string): string {
  return formatsByName.get(format)?.words ?? `in the format ${format}`;
}

/** How a value of that format is written: `"30s" or "1h30m"`. */
export function formatExample(format: string): string | undefined {
  return formatsByName.get(format)?.example;
}
