/** TOML's spelling of a value on one line, in the manner of the text around it. */
import { formatKey } from '../key-path.ts';
import { floatLiteral } from '../literal.ts';
import { basicString, canBeLiteral, canBeLiteralLines, escapeLines } from '../quoting.ts';
import type { NewValue } from './types.ts';

/** The choices TOML leaves open. */
export interface Spelling {
  /** Whether strings are literal, `'text'`, where they can be. */
  readonly isLiteral: boolean;
  /** Between the braces of an inline table and its keys. */
  readonly padding: string;
  /** The equals sign of inline tables with the blanks around it. */
  readonly equals: string;
}

export const plainSpelling: Spelling = { isLiteral: false, padding: ' ', equals: ' = ' };

/** Raw text stays as it is; text that TOML cannot hold comes out as text that does not read back. */
export function spell(value: NewValue, spelling: Spelling): string {
  switch (value.type) {
    case 'raw':
      return value.text;
    case 'string':
      return spelling.isLiteral && canBeLiteral(value.value) ? `'${value.value}'` : basicString(value.value);
    case 'integer':
    case 'boolean':
      return String(value.value);
    case 'float':
      return floatLiteral(value.value);
    case 'array':
      return `[${value.items.map((item) => spell(item, spelling)).join(', ')}]`;
    case 'table': {
      const { padding, equals } = spelling;
      const items = Array.from(
        value.entries,
        ([key, entry]) => formatKey(key) + equals + spell(entry.value, spelling),
      );
      return items.length === 0 ? '{}' : `{${padding}${items.join(', ')}${padding}}`;
    }
    default:
      return value.value;
  }
}

/**
 * The value in the manner of the one it replaces, where that is a string or a date: quotes of the same kind as far as
 * they can hold it, the same mark between date and time. Line breaks in a string of several lines are `eol`.
 */
export function spellLike(value: NewValue, written: string, spelling: Spelling, eol: string): string {
  if (value.type === 'string') return spellString(value.value, written, spelling, eol);
  if (value.type === 'offset-date-time' || value.type === 'local-date-time')
    return spellDate(value.value, written);
  return spell(value, spelling);
}

/** A key between quotes, needed or not. */
export function quotedKey(name: string, quote: '"' | "'"): string {
  return quote === "'" && canBeLiteral(name) ? `'${name}'` : basicString(name);
}

function spellString(text: string, written: string, spelling: Spelling, eol: string): string {
  const quote = written.startsWith("'") ? "'" : '"';
  const isTripled = written.startsWith(quote.repeat(3));
  const isOfLines = isTripled && (text.includes('\n') || !/[\r\n]/.test(written));
  if (isOfLines) {
    const opening = /^\r?\n/.test(written.slice(3)) || text.startsWith('\n') ? eol : '';
    const isLiteral = quote === "'" && canBeLiteralLines(text);
    const content = isLiteral ? text : escapeLines(text);
    const quotes = isLiteral ? "'''" : '"""';
    return quotes + opening + content.replaceAll('\n', eol) + quotes;
  }
  const isString = written.startsWith(quote);
  const isLiteral = isString ? quote === "'" : spelling.isLiteral;
  return isLiteral && canBeLiteral(text) ? `'${text}'` : basicString(text);
}

function spellDate(date: string, written: string): string {
  const mark = /^\d{4}-\d\d-\d\d([Tt ])\d/.exec(written)?.[1] ?? 'T';
  const marked = date.slice(0, 10) + mark + date.slice(11);
  return written.endsWith('z') ? marked.replace(/Z$/, 'z') : marked;
}
