/** What the escapes and line breaks of a string stand for (TOML 1.0 and 1.1, "String"). */
import { Char, isBlank, isLineBreak } from './characters.ts';

export type EscapeProblem = 'invalid-escape' | 'invalid-code-point' | 'toml-1.1-syntax';

/** Called for each doubtful escape with its offset and length in the raw text. */
export type EscapeReport = (problem: EscapeProblem, at: number, length: number) => void;

const simpleEscapes = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['"', '"'],
  ['\\', '\\'],
  ['e', '\u001b'],
]);

/** How many hexadecimal digits follow the letter. */
const digitsOf = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * The value of a basic string's content (without its quotes). A wrong escape stays as it is written.
 * In a multi-line string CR LF reads as LF, a line break right after the opening quotes is dropped, and a
 * backslash at the end of a line drops the white space up to the next character.
 */
export function decodeString(raw: string, isMultiline: boolean, report?: EscapeReport): string {
  let at = raw.indexOf('\\');
  if (at === -1) return isMultiline ? decodeMultilineLiteral(raw) : raw;
  let copied = isMultiline ? firstBreakLength(raw) : 0;
  let value = '';
  while (at !== -1) {
    const plain = raw.slice(copied, at);
    value += isMultiline ? withLineFeeds(plain) : plain;
    const length = escapeLength(raw, at, isMultiline);
    value += decodeEscape(raw, at, length, report);
    copied = at + length;
    at = raw.indexOf('\\', copied);
  }
  const rest = raw.slice(copied);
  return value + (isMultiline ? withLineFeeds(rest) : rest);
}

/** The value of a multi-line literal string's content: only its line breaks are read. */
export function decodeMultilineLiteral(raw: string): string {
  return withLineFeeds(raw.slice(firstBreakLength(raw)));
}

function firstBreakLength(raw: string): number {
  if (raw.startsWith('\n')) return 1;
  return raw.startsWith('\r\n') ? 2 : 0;
}

function withLineFeeds(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
}

/** The length of the escape that begins at the backslash: a pair, a code point, or a trimmed line end. */
function escapeLength(raw: string, at: number, isMultiline: boolean): number {
  const digits = digitsOf.get(raw.charAt(at + 1));
  if (digits !== undefined) {
    let end = at + 2;
    while (end < at + 2 + digits && isHexDigit(raw.charCodeAt(end))) end++;
    return end - at;
  }
  if (isMultiline) {
    let end = at + 1;
    while (isBlank(raw.charCodeAt(end))) end++;
    if (isLineBreak(raw.charCodeAt(end))) {
      while (isBlank(raw.charCodeAt(end)) || isLineBreak(raw.charCodeAt(end))) end++;
      return end - at;
    }
  }
  return Math.min(2, raw.length - at);
}

function decodeEscape(raw: string, at: number, length: number, report: EscapeReport | undefined): string {
  const letter = raw.charAt(at + 1);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) {
    if (letter === 'e') report?.('toml-1.1-syntax', at, length);
    return simple;
  }
  const digits = digitsOf.get(letter);
  if (digits === undefined) {
    const next = raw.charCodeAt(at + 1);
    if (length > 2 || (isLineBreak(next) && length > 1)) return '';
    report?.('invalid-escape', at, length);
    return raw.slice(at, at + length);
  }
  const codePoint = Number.parseInt(raw.slice(at + 2, at + length), 16);
  if (length !== digits + 2) report?.('invalid-escape', at, length);
  else if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) {
    report?.('invalid-code-point', at, length);
  } else {
    if (letter === 'x') report?.('toml-1.1-syntax', at, length);
    return String.fromCodePoint(codePoint);
  }
  return raw.slice(at, at + length);
}

function isHexDigit(unit: number): boolean {
  return (
    (unit >= Char.Zero && unit <= Char.Nine) ||
    (unit >= 0x41 && unit <= 0x46) ||
    (unit >= 0x61 && unit <= 0x66)
  );
}
