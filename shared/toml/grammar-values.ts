/** Phase 2, tokens -> lossless tree: keys with their values, strings, arrays, inline tables, runs without quotes. */
import { Char, END, isBareKey, isBlank, isDigit, isLineBreak, isQuote } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { parseEquals, parseKey } from './grammar-keys.ts';
import { NewerSyntax } from './problem-wording.ts';
import { keyValueKeyEnd, lastLineEnd, startsHeaderInArray } from './recovery.ts';
import { Token } from './tokens.ts';

/**
 * Reads one key with its equals sign and value. `closer` is the bracket that ends the inline table around it, END when
 * there is none.
 */
export function parseKeyValue(cursor: Cursor, closer: number): void {
  const { depth, at: start } = cursor;
  parseKey(cursor);
  const hasEquals = parseEquals(cursor);
  if (hasEquals || startsValue(cursor.peek())) parseValue(cursor, closer, start);
  else cursor.missing(Token.MissingValue);
  cursor.depth = depth;
}

/** Whether a value can be read although no equals sign stands before it. */
function startsValue(unit: number): boolean {
  return isQuote(unit) || isDigit(unit) || unit === Char.OpenBracket || unit === Char.OpenBrace;
}

/** Reads one value, or writes that it is missing; `keyStart` is where its key begins. */
function parseValue(cursor: Cursor, closer: number, keyStart: number): void {
  while (cursor.peek() === Char.Equals) {
    takeJunk(cursor);
    cursor.takeWhitespace();
  }
  const unit = cursor.peek();
  if (isQuote(unit)) parseString(cursor);
  else if (unit === Char.OpenBracket || unit === Char.OpenBrace) parseNested(cursor, unit);
  else if (cursor.scanner.word(cursor.at) > cursor.at) parseWord(cursor, closer);
  else {
    const equalsEnd = cursor.text.slice(0, cursor.at).trimEnd().length;
    cursor.report('missing-value', keyStart, equalsEnd);
    cursor.missing(Token.MissingValue);
    if (unit !== Char.Comma && unit !== closer) cursor.isSilent = true;
  }
}

function parseString(cursor: Cursor): void {
  const { at: start, scanner } = cursor;
  const end = scanner.string(start);
  const { kind } = scanner;
  if (kind !== Token.BrokenString) {
    cursor.reportForbidden();
    cursor.take(kind, end);
    return;
  }
  const quote = cursor.text.charAt(start);
  const isMultiline = cursor.isTripleQuote();
  const quotes = isMultiline ? quote.repeat(3) : quote;
  if (isMultiline) cursor.isFarSighted = true;
  cursor.reportAstray('unterminated-string', start, scanner.line(start), quotes);
  cursor.take(kind, isMultiline ? lastLineEnd(cursor, start) : end);
}

function parseNested(cursor: Cursor, opener: number): void {
  if (cursor.depth >= cursor.limits.depth) {
    cursor.reportAstray('too-deep', cursor.at, cursor.at + 1);
    cursor.missing(Token.MissingValue);
    cursor.take(Token.Junk, cursor.scanner.line(cursor.at));
    return;
  }
  cursor.depth++;
  if (opener === Char.OpenBracket) parseArray(cursor);
  else {
    cursor.openTables++;
    parseInlineTable(cursor);
    cursor.openTables--;
  }
  cursor.depth--;
}

function parseArray(cursor: Cursor): void {
  const open = cursor.at;
  cursor.take(Token.ArrayOpen, open + 1);
  let needsComma = false;
  for (;;) {
    const { tokenCount, problemCount } = cursor;
    const isNewLine = cursor.takeTrivia();
    const unit = cursor.peek();
    if (unit === Char.CloseBracket) break;
    if (unit === END || unit === Char.CloseBrace || (isNewLine && startsExpression(cursor))) {
      cursor.reset(tokenCount, problemCount);
      cursor.reportBracket('unterminated-array', open, open + 1);
      cursor.missing(Token.ArrayClose);
      cursor.isSilent = true;
      return;
    }
    if (unit === Char.Comma) takeComma(cursor, needsComma);
    else if (needsComma && cursor.isAtStringEnd) takeTextAfterString(cursor, Char.CloseBracket);
    else if (isKeyInArray(cursor, unit)) takeKeyInArray(cursor);
    else {
      if (needsComma) reportMissingComma(cursor);
      parseValue(cursor, Char.CloseBracket, cursor.at);
    }
    needsComma = unit !== Char.Comma;
  }
  cursor.take(Token.ArrayClose, cursor.at + 1);
}

function parseInlineTable(cursor: Cursor): void {
  const open = cursor.at;
  cursor.take(Token.TableOpen, open + 1);
  let needsComma = false;
  let isAfterComma = false;
  for (;;) {
    const { tokenCount, problemCount, at: itemEnd } = cursor;
    const isNewLine = cursor.takeTrivia();
    const unit = cursor.peek();
    if (isNewLine) passLine(cursor, itemEnd);
    if (unit === Char.CloseBrace) break;
    const isNextExpression = isNewLine && (unit === Char.OpenBracket || (needsComma && unit !== Char.Comma));
    if (unit === END || unit === Char.CloseBracket || isNextExpression || itemEnd === cursor.forcedEnd) {
      cursor.reset(tokenCount, problemCount);
      cursor.reportBracket('unterminated-inline-table', open, open + 1);
      cursor.missing(Token.TableClose);
      cursor.isSilent = true;
      cursor.hasOpenTable = true;
      return;
    }
    if (unit === Char.Comma) takeComma(cursor, needsComma);
    else if (needsComma && cursor.isAtStringEnd) takeTextAfterString(cursor, Char.CloseBrace);
    else if (unit === Char.OpenBracket || unit === Char.OpenBrace) takeJunk(cursor);
    else {
      if (needsComma) reportMissingComma(cursor);
      parseKeyValue(cursor, Char.CloseBrace);
    }
    isAfterComma = unit === Char.Comma;
    needsComma = !isAfterComma;
  }
  if (isAfterComma) cursor.newerSyntax ??= NewerSyntax.Comma;
  cursor.take(Token.TableClose, cursor.at + 1);
  reportNewerSyntax(cursor, open);
}

/** Notes that an inline table goes on in the next line, and whether that line looks as if it should not. */
function passLine(cursor: Cursor, itemEnd: number): void {
  cursor.newerSyntax = NewerSyntax.Lines;
  if (cursor.suspectedEnd < 0 && isOutdentedKey(cursor)) cursor.suspectedEnd = itemEnd;
}

/** Inline tables may span lines and end with a comma since TOML 1.1; told once, for the outermost. */
function reportNewerSyntax(cursor: Cursor, open: number): void {
  if (cursor.newerSyntax === null || cursor.openTables > 1) return;
  if (cursor.version === '1.0') cursor.reportBracket('toml-1.1-syntax', open, cursor.at, cursor.newerSyntax);
  cursor.newerSyntax = null;
}

/** Whether the line inside an array begins the next expression instead, because the bracket was forgotten. */
function startsExpression(cursor: Cursor): boolean {
  return keyValueKeyEnd(cursor, cursor.at) !== END || startsHeaderInArray(cursor, cursor.at);
}

/** Whether the line inside an inline table begins with a key no deeper than the expression's own line. */
function isOutdentedKey(cursor: Cursor): boolean {
  const { tokens } = cursor;
  const widthOf = (token: number) =>
    tokens.kindOf(token) === Token.Whitespace ? tokens.endOf(token) - tokens.startOf(token) : 0;
  return widthOf(tokens.count - 1) <= widthOf(cursor.expression) && keyValueKeyEnd(cursor, cursor.at) !== END;
}

function takeComma(cursor: Cursor, isWanted: boolean): void {
  if (!isWanted) cursor.reportBracket('unexpected-comma', cursor.at, cursor.at + 1);
  cursor.take(Token.Comma, cursor.at + 1);
}

function takeJunk(cursor: Cursor): void {
  cursor.reportAstray('unexpected-text', cursor.at, cursor.at + 1);
  cursor.take(Token.Junk, cursor.at + 1);
}

function reportMissingComma(cursor: Cursor): void {
  const { at: start, scanner } = cursor;
  let end = Math.max(scanner.word(start), start + 1);
  if (isQuote(cursor.peek())) end = cursor.isTripleQuote() ? start + 3 : scanner.string(start);
  cursor.reportBracket('missing-comma', start, end);
}

/** Text right after a string's closing quote: most likely a quote inside of the string was meant as text. */
function takeTextAfterString(cursor: Cursor, closer: number): void {
  const start = cursor.at;
  const end = Math.max(unquotedEnd(cursor, start, closer), start + 1);
  cursor.reportAstray('text-after-string', start, end, cursor.text.charAt(start - 1));
  cursor.take(Token.Junk, end);
}

function isKeyInArray(cursor: Cursor, unit: number): boolean {
  return isBareKey(unit) && !isDigit(unit) && keyValueKeyEnd(cursor, cursor.at) !== END;
}

/** A key with its value among the items is junk. */
function takeKeyInArray(cursor: Cursor): void {
  const start = cursor.at;
  cursor.reportBracket('key-in-array', start, keyValueKeyEnd(cursor, start));
  cursor.missing(Token.MissingValue);
  cursor.take(Token.Junk, unquotedEnd(cursor, start, Char.CloseBracket));
}

function parseWord(cursor: Cursor, closer: number): void {
  const { at: start, scanner } = cursor;
  let end = scanner.word(start);
  if (!endsValue(cursor.peekAt(end), closer)) {
    if (isDateBeforeTime(cursor, start, end)) end = scanner.word(end + 1);
    else if (!endsValue(cursor.peekAt(scanner.whitespace(end)), closer) && !isValueLike(cursor, start, end)) {
      end = unquotedEnd(cursor, end, closer);
    }
  }
  cursor.take(Token.Word, end);
}

/** A date and a time may be separated by one space (TOML 1.0, "Offset Date-Time"). */
function isDateBeforeTime(cursor: Cursor, start: number, end: number): boolean {
  return (
    end - start === 10 &&
    cursor.peekAt(start + 4) === Char.Minus &&
    cursor.peekAt(start + 7) === Char.Minus &&
    cursor.peekAt(end) === Char.Space &&
    isDigit(cursor.peekAt(end + 1)) &&
    isDigit(cursor.peekAt(end + 2)) &&
    cursor.peekAt(end + 3) === Char.Colon
  );
}

/** Whether the run is a value by itself, so that what follows is not part of it. */
function isValueLike(cursor: Cursor, start: number, end: number): boolean {
  return /^(?:[+-]?(?:\d|\.\d|inf$|nan$)|true$|false$)/.test(cursor.text.slice(start, end));
}

/** Where text without quotes ends that was meant as one string: with the line, a comment, in brackets a comma. */
function unquotedEnd(cursor: Cursor, start: number, closer: number): number {
  let end = start;
  let open = 0;
  for (let at = start; ; at++) {
    const unit = cursor.peekAt(at);
    if (unit === END || isLineBreak(unit) || (unit === Char.Hash && at > end)) return end;
    if (closer !== END) {
      const closes = unit === Char.CloseBrace || unit === Char.CloseBracket;
      if (open === 0 && (closes || unit === Char.Comma)) return end;
      if (closes) open--;
      if (unit === Char.OpenBrace || unit === Char.OpenBracket) open++;
    }
    if (!isBlank(unit)) end = at + 1;
  }
}

function endsValue(unit: number, closer: number): boolean {
  return unit === END || isLineBreak(unit) || unit === Char.Comma || unit === Char.Hash || unit === closer;
}
