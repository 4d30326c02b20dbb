/** Phase 2, tokens -> lossless tree: dotted keys and equals signs. */
import { Char, codePointName, END, isBareKey, isForbidden, isQuote, isWord } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { isKey, isTrivia, Token } from './tokens.ts';

/** Words of a key without quotes are taken together up to this length, so that looking ahead stays cheap. */
const MAX_ODD_KEY = 200;

/** Reads a dotted key and the white space after it; always writes at least one key token. */
export function parseKey(cursor: Cursor): void {
  let dot = END;
  do {
    if (cursor.depth >= cursor.limits.depth) {
      skipDeepKey(cursor);
      return;
    }
    parseKeyPart(cursor, dot);
    cursor.depth++;
    dot = cursor.at;
  } while (takeDot(cursor));
}

/** Reads the equals sign and the white space after it; tells whether there was one. */
export function parseEquals(cursor: Cursor): boolean {
  const unit = cursor.peek();
  if (unit === Char.Colon) cursor.report('missing-equals', cursor.at, cursor.at + 1);
  if (unit === Char.Equals || unit === Char.Colon) {
    cursor.take(Token.Equals, cursor.at + 1);
    cursor.takeWhitespace();
    return true;
  }
  const key = lastKey(cursor);
  cursor.reportAstray('missing-equals', cursor.tokens.startOf(key), cursor.tokens.endOf(key));
  cursor.missing(Token.Equals);
  return false;
}

/** Whether the character goes on a key, if need be with quotes: no delimiter and no white space. */
export function isOddKey(unit: number): boolean {
  return unit !== END && (isBareKey(unit) || (unit !== Char.Dot && unit !== Char.Colon && isWord(unit)));
}

function takeDot(cursor: Cursor): boolean {
  if (cursor.peek() !== Char.Dot) return false;
  cursor.take(Token.Dot, cursor.at + 1);
  cursor.takeWhitespace();
  return true;
}

/** Reads one part of a key and the white space after it; `dot` is where the dot before it stands, or END. */
function parseKeyPart(cursor: Cursor, dot: number): void {
  const start = cursor.at;
  const end = cursor.scanner.bareKey(start);
  const next = cursor.scanner.whitespace(end);
  if (end > start && endsKey(cursor.peekAt(next))) {
    cursor.take(Token.BareKey, end);
    if (next > end) cursor.take(Token.Whitespace, next);
  } else if (isQuote(cursor.peek())) parseQuotedKey(cursor);
  else parseOddKey(cursor, end, dot);
}

function parseQuotedKey(cursor: Cursor): void {
  const { at: start, scanner } = cursor;
  const isBasic = cursor.peek() === Char.DoubleQuote;
  const end = scanner.string(start);
  const isMultiline = cursor.isTripleQuote();
  if (scanner.kind === Token.BrokenString || (isMultiline && end > scanner.line(start))) {
    const lineEnd = scanner.line(start);
    cursor.reportAstray('unterminated-string', start, lineEnd, isBasic ? '"' : "'");
    cursor.take(Token.BrokenKey, lineEnd);
    return;
  }
  cursor.reportForbidden();
  if (isMultiline) cursor.report('multiline-key', start, end);
  cursor.take(isBasic ? Token.BasicKey : Token.LiteralKey, end);
  cursor.takeWhitespace();
}

/** A part that is missing, is not followed by what follows keys, or holds characters that need quotes. */
function parseOddKey(cursor: Cursor, bareEnd: number, dot: number): void {
  const start = cursor.at;
  const end = oddKeyEnd(cursor, bareEnd);
  if (end === start) {
    reportMissingKey(cursor, dot);
    cursor.missing(Token.MissingKey);
    return;
  }
  cursor.take(Token.BareKey, end);
  cursor.takeWhitespace();
  if (end > bareEnd) reportOddKey(cursor, start, end, bareEnd);
}

/** Stretches a key over the characters and words that would need quotes. */
function oddKeyEnd(cursor: Cursor, bareEnd: number): number {
  const { scanner } = cursor;
  let end = bareEnd;
  while (isOddKey(cursor.peekAt(end))) end++;
  if (end === cursor.at || cursor.isSilent) return end;
  let wordsEnd = end;
  let at = scanner.whitespace(end);
  while (at > wordsEnd && isOddKey(cursor.peekAt(at)) && at < end + MAX_ODD_KEY) {
    while (isOddKey(cursor.peekAt(at)) && at < end + MAX_ODD_KEY) at++;
    wordsEnd = at;
    at = scanner.whitespace(wordsEnd);
  }
  return endsKey(cursor.peekAt(at)) ? wordsEnd : end;
}

/** Says why a key cannot stand so; `oddAt` is the first character that is the reason. */
function reportOddKey(cursor: Cursor, start: number, end: number, oddAt: number): void {
  const odd = cursor.peekAt(oddAt);
  const isMeantAsKey = endsKey(cursor.peek()) || cursor.peek() === Char.Colon || isInHeader(cursor);
  if (isForbidden(odd)) cursor.reportAstray('control-character', oddAt, oddAt + 1, codePointName(odd));
  else if (!isMeantAsKey) cursor.reportAstray('unexpected-text', start, end);
  else if (/[^\S \t]/.test(String.fromCharCode(odd))) {
    cursor.report('unusual-space', oddAt, oddAt + 1, codePointName(odd));
  } else cursor.report('invalid-bare-key', start, end);
}

function reportMissingKey(cursor: Cursor, dot: number): void {
  const { at, tokens } = cursor;
  if (cursor.peek() === Char.Dot) cursor.reportAstray('missing-key-part', at, at + 1);
  else if (dot !== END) cursor.reportAstray('missing-key-part', dot, dot + 1);
  else if (isInHeader(cursor)) {
    cursor.reportAstray('missing-table-name', tokens.startOf(firstToken(cursor)), at);
  } else cursor.reportAstray('missing-key', at, Math.min(at + 1, cursor.text.length));
}

/** Past the depth limit the rest of the line is junk. */
function skipDeepKey(cursor: Cursor): void {
  cursor.reportAstray('too-deep', cursor.at, cursor.at + 1);
  cursor.missing(Token.MissingKey);
  cursor.take(Token.Junk, cursor.scanner.line(cursor.at));
}

function isInHeader(cursor: Cursor): boolean {
  const first = firstToken(cursor);
  return first < cursor.tokens.count && cursor.tokens.kindOf(first) === Token.HeaderOpen;
}

/** The first token of the expression that is not the white space before it; it may not be there yet. */
function firstToken({ tokens, expression }: Cursor): number {
  return expression < tokens.count && isTrivia(tokens.kindOf(expression)) ? expression + 1 : expression;
}

function lastKey({ tokens, expression }: Cursor): number {
  let token = tokens.count - 1;
  while (token > expression && !isKey(tokens.kindOf(token))) token--;
  return token;
}

function endsKey(unit: number): boolean {
  return unit === Char.Equals || unit === Char.Dot || unit === Char.CloseBracket;
}
