/** What a piece of plain text, such as an environment variable, means as a TOML value. */
import type { Span } from '../text/text.ts';
import { parse } from '../toml/index.ts';
import type { ScalarValue, TomlValue } from '../toml/types.ts';

/** The JSON Schema type names allowed at a key path; undefined where the schema says nothing. */
export type TypesOf = (path: readonly string[]) => readonly string[] | undefined;

const PREFIX = 'v = ';
/** How every TOML literal starts; anything else is a string without asking the parser. */
const LITERAL_START = /^[-+0-9"'[{tfin]/;

/**
 * The text as a value: by the schema's types where there are some, else as a TOML literal, else a string. Types
 * decide first: under `string` alone `8080` stays text; under `integer` a text that is no integer stays text
 * too, for validation to report. `span` becomes the place of the value and of everything in it.
 */
export function typedText(text: string, types: readonly string[] | undefined, span: Span): TomlValue {
  const value = literalOf(text);
  if (types === undefined) return value === null ? stringValue(text, span) : placed(value, span);
  if (types.includes('boolean') && /^\s*(?:true|false)\s*$/i.test(text)) {
    return { type: 'boolean', value: text.trim().toLowerCase() === 'true', ...spanOf(span) };
  }
  return value !== null && fits(value, types) ? placed(value, span) : stringValue(text, span);
}

export function stringValue(text: string, span: Span): ScalarValue {
  return { type: 'string', value: text, ...spanOf(span) };
}

/** The value the text spells when all of it is one TOML literal; null when it is not. */
function literalOf(text: string): TomlValue | null {
  const trimmed = text.trim();
  if (!LITERAL_START.test(trimmed)) return null;
  const { root, problems } = parse(PREFIX + trimmed, { version: '1.0' });
  const value = root.entries.get('v')?.value;
  if (value === undefined || problems.length > 0 || root.entries.size > 1) return null;
  // A comment after the literal, or a second line, means that the text as a whole is none.
  return value.start === PREFIX.length && value.end === PREFIX.length + trimmed.length ? value : null;
}

/** Strings in quotes are not unquoted for the schema: the text was meant as it stands. */
function fits(value: TomlValue, types: readonly string[]): boolean {
  switch (value.type) {
    case 'integer':
      return types.includes('integer') || types.includes('number');
    case 'float':
      return types.includes('number');
    case 'array':
      return types.includes('array');
    case 'table':
      return types.includes('object');
    default:
      return false;
  }
}

/** The value moved to another place: everything in it gets that span, since it is not written in a file. */
function placed(value: TomlValue, span: Span): TomlValue {
  if (value.type === 'array') {
    return { ...value, ...spanOf(span), items: value.items.map((item) => placed(item, span)) };
  }
  if (value.type === 'table') {
    const entries = new Map(
      value.entries
        .values()
        .map((entry) => [entry.key, { ...entry, keySpan: spanOf(span), value: placed(entry.value, span) }]),
    );
    return { ...value, ...spanOf(span), entries };
  }
  return { ...value, ...spanOf(span) };
}

function spanOf(span: Span): Span {
  return { start: span.start, end: span.end };
}
