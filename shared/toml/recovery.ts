/** Where a new expression seems to begin: how the parser finds its feet after an unclosed bracket or string. */
import { Char, END, isBareKey, isLineBreak, isQuote } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { decodeNumber } from './numbers.ts';
import { Token } from './tokens.ts';

/** Where the dotted key at the offset ends when an equals sign follows it, white space aside; else END. */
export function keyValueKeyEnd(cursor: Cursor, at: number): number {
  const start = cursor.scanner.whitespace(at);
  const end = keyEnd(cursor, start);
  if (end === END || cursor.peekAt(end) !== Char.Equals) return END;
  return start + cursor.text.slice(start, end).trimEnd().length;
}

/** Whether a table header stands alone on the rest of the line. */
export function startsHeader(cursor: Cursor, at: number): boolean {
  return headerName(cursor, at) !== null;
}

/** Whether it is one that cannot be a nested array: `[server]` is a header, `[1]` and `["a"]` may be values. */
export function startsHeaderInArray(cursor: Cursor, at: number): boolean {
  const name = headerName(cursor, at);
  return name !== null && !isValueText(name);
}

/** The end of the last line before one that begins like an expression, or of the text. */
export function lastLineEnd(cursor: Cursor, start: number): number {
  for (let at = cursor.scanner.line(start); ; ) {
    if (at === cursor.text.length) return at;
    const next = cursor.scanner.newline(at);
    if (keyValueKeyEnd(cursor, next) !== END || startsHeader(cursor, next)) return at;
    at = cursor.scanner.line(next);
  }
}

/** The name, as written, of the header that stands alone on the rest of the line; null when there is none. */
function headerName(cursor: Cursor, at: number): string | null {
  const { scanner } = cursor;
  const open = scanner.whitespace(at);
  if (cursor.peekAt(open) !== Char.OpenBracket) return null;
  const isDouble = cursor.peekAt(open + 1) === Char.OpenBracket;
  const start = scanner.whitespace(open + (isDouble ? 2 : 1));
  const end = keyEnd(cursor, start);
  if (end === END || cursor.peekAt(end) !== Char.CloseBracket) return null;
  if (isDouble && cursor.peekAt(end + 1) !== Char.CloseBracket) return null;
  const next = cursor.peekAt(scanner.whitespace(end + (isDouble ? 2 : 1)));
  const isAlone = next === END || next === Char.Hash || isLineBreak(next);
  return isAlone ? cursor.text.slice(start, end).trimEnd() : null;
}

/** Where a dotted key with the white space after it ends; END when there is none. */
function keyEnd(cursor: Cursor, start: number): number {
  const { scanner } = cursor;
  let at = start;
  for (;;) {
    const unit = cursor.peekAt(at);
    if (isQuote(unit)) {
      if (cursor.peekAt(at + 1) === unit && cursor.peekAt(at + 2) === unit) return END;
      at = scanner.string(at);
      if (scanner.kind === Token.BrokenString) return END;
    } else if (unit !== END && isBareKey(unit)) {
      at = scanner.bareKey(at);
    } else return END;
    at = scanner.whitespace(at);
    if (cursor.peekAt(at) !== Char.Dot) return at;
    at = scanner.whitespace(at + 1);
  }
}

/** Whether a text that reads as a key could as well be a value. */
function isValueText(text: string): boolean {
  if (isQuote(text.charCodeAt(0)) || text === 'true' || text === 'false') return true;
  return !('problem' in decodeNumber(text)) || /^\d{4}-\d\d-\d\d$/.test(text);
}
