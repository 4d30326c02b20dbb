/** The words of a schema for people who read TOML: types, limits, documentation. Markdown where it says so. */
import { plainLiteral } from '../config/plain-literal.ts';
import type { SchemaNode, SchemaPlace, SchemaType } from '../schema/index.ts';
import type { TomlValue } from '../toml/types.ts';

const TYPE_NAMES: Readonly<Record<SchemaType, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'table',
  null: 'nothing',
};

/** Formats that TOML has types of its own for, with a value of each. */
const DATES = {
  'offset date-time': { sample: '2025-01-31T08:00:00Z', formats: ['date-time'] },
  'local date-time': {
    sample: '2025-01-31T08:00:00',
    formats: ['date-time-local', 'local-date-time', 'partial-date-time'],
  },
  'local date': { sample: '2025-01-31', formats: ['date', 'date-local', 'local-date'] },
  'local time': { sample: '08:00:00', formats: ['time', 'time-local', 'local-time', 'partial-time'] },
} as const;

const DATE_FORMATS: ReadonlyMap<string, { readonly name: string; readonly sample: string }> = new Map(
  Object.entries(DATES).flatMap(([name, { sample, formats }]) =>
    formats.map((format) => [format, { name, sample }]),
  ),
);

/** A date or time as TOML writes it without quotes, where the format is one of those; else undefined. */
export function dateSample({ format }: SchemaNode): string | undefined {
  return DATE_FORMATS.get(format ?? '')?.sample;
}

/** The type of a value as it is written: `integer`, `local date`, `array of tables`. */
export function writtenType(value: TomlValue): string {
  if (value.type === 'array') {
    const types = new Set(value.items.map(writtenType));
    const [only = ''] = types;
    return types.size === 1 ? `array of ${plural(only)}` : 'array';
  }
  return value.type.replace(/^(offset|local)-/, '$1 ');
}

const MAX_LITERAL = 60;

/** `integer`, `string or boolean`, `array of strings`, `local date`; "" when anything may stand there. */
export function typeWords(place: SchemaPlace): string {
  const { types, format } = place.node;
  const names = types.map((type) => {
    if (type === 'string') return DATE_FORMATS.get(format ?? '')?.name ?? TYPE_NAMES.string;
    const item = type === 'array' ? place.item() : null;
    const of = item === null ? '' : typeWords(item);
    return of === '' || of.includes(' or ') ? TYPE_NAMES[type] : `array of ${plural(of)}`;
  });
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** The limits of a value, one phrase each: `1 to 65535`, `at most 20 characters`, `pattern ^[a-z]+$`. */
export function limitWords(node: SchemaNode): string[] {
  const unit = node.unit === undefined ? '' : ` ${node.unit}`;
  const words = [
    rangeWords(node, unit),
    node.multipleOf === undefined ? undefined : `a multiple of ${node.multipleOf}${unit}`,
    countWords(node.minLength, node.maxLength, 'character'),
    countWords(node.minItems, node.maxItems, 'item'),
    node.uniqueItems ? 'no item twice' : undefined,
    node.pattern === undefined ? undefined : `pattern ${code(node.pattern)}`,
    node.format === undefined || DATE_FORMATS.has(node.format) ? undefined : `format ${node.format}`,
  ];
  return words.filter((word) => word !== undefined);
}

function rangeWords(node: SchemaNode, unit: string): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}${unit}`;
  const parts = [
    minimum === undefined ? undefined : `at least ${minimum}`,
    exclusiveMinimum === undefined ? undefined : `greater than ${exclusiveMinimum}`,
    maximum === undefined ? undefined : `at most ${maximum}`,
    exclusiveMaximum === undefined ? undefined : `less than ${exclusiveMaximum}`,
  ].filter((part) => part !== undefined);
  if (parts.length > 0) return `${parts.join(', ')}${unit}`;
  return unit === '' ? undefined : `in${unit}`;
}

function countWords(least: number | undefined, most: number | undefined, noun: string): string | undefined {
  if (least !== undefined && most !== undefined) return `${least} to ${most} ${noun}s`;
  if (least !== undefined) return `at least ${least} ${noun}${least === 1 ? '' : 's'}`;
  return most === undefined ? undefined : `at most ${most} ${noun}${most === 1 ? '' : 's'}`;
}

/** Markdown: what the schema says in its own words; the title only where there is nothing longer. */
export function descriptionOf(node: SchemaNode): string {
  return node.markdownDescription ?? escapeMarkdown(node.description ?? node.title ?? '');
}

/** Markdown: the default as TOML, "" when there is none or it must not be shown. */
export function defaultOf(node: SchemaNode): string {
  const { default: value, secret } = node;
  return value === undefined || value === null || secret ? '' : code(plainLiteral(value, MAX_LITERAL));
}

/** Text as a code span, whatever backticks it holds. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${text.replace(/\s*\n\s*/g, ' ')}${padding}${fence}`;
}

/** Plain text so that markdown shows it as it is. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~-]/g, '\\$&').replace(/\n/g, '\n\n');
}

function plural(word: string): string {
  return word.startsWith('array') ? word.replace('array', 'arrays') : `${word}s`;
}
