/**
 * Phase 2, tokens -> lossless tree: expressions, headers and line ends; keys are in `grammar-keys.ts`, values in
 * `grammar-values.ts`. Whatever the text holds, every character lands in exactly one token, in order.
 */
import { Char, END, isBlank, isLineBreak, isQuote } from './characters.ts';
import { Cursor } from './cursor.ts';
import { ConflictReader } from './grammar-conflicts.ts';
import { isOddKey, parseKey } from './grammar-keys.ts';
import { parseKeyValue } from './grammar-values.ts';
import type { Limits } from './limits.ts';
import type { ProblemList } from './problems.ts';
import { keyValueKeyEnd, startsHeader } from './recovery.ts';
import { Runs } from './runs.ts';
import { Token } from './tokens.ts';
import { Expression, type Tree } from './tree.ts';
import type { TomlVersion } from './types.ts';

/** Reads the text into its tree; what is wrong with its grammar is added to `problems`. */
export function parseTree(text: string, version: TomlVersion, limits: Limits, problems: ProblemList): Tree {
  const tokens = new Runs<Token>(text.length >>> 1);
  const expressions = new Runs<Expression>(text.length >>> 4);
  const tree = { text, tokens, expressions, farSighted: [] };
  if (text.length > limits.textLength) {
    problems.add('text-too-long', 0, 0, { limit: limits.textLength });
    tokens.push(Token.Junk, text.length);
    expressions.push(Expression.Damaged, tokens.count);
  } else parseExpressions(tree, new Cursor(text, tokens, version, limits, problems), () => false);
  tokens.trim();
  expressions.trim();
  return tree;
}

/**
 * Reads a part of the text: from `start`, where an expression begins, to the first expression that `isEnd`, or the end
 * of the text. The tokens of the tree start there; its text is the whole one. What stands before counts for nothing.
 */
export function parsePart(
  text: string,
  version: TomlVersion,
  limits: Limits,
  problems: ProblemList,
  { start, isEnd }: { readonly start: number; readonly isEnd: (at: number) => boolean },
): Tree {
  const tokens = new Runs<Token>(PART_SIZE, start);
  const tree = { text, tokens, expressions: new Runs<Expression>(PART_SIZE), farSighted: [] };
  parseExpressions(tree, new Cursor(text, tokens, version, limits, problems), isEnd);
  return tree;
}

/** Room for the tokens of a common table. */
const PART_SIZE = 256;

function parseExpressions(
  { tokens, expressions, farSighted }: Tree & { readonly farSighted: number[] },
  cursor: Cursor,
  isEnd: (at: number) => boolean,
): void {
  const conflicts = new ConflictReader(cursor);
  if (cursor.at === 0 && cursor.peek() === Char.ByteOrderMark) cursor.take(Token.ByteOrderMark, 1);
  while (cursor.peek() !== END || tokens.count > expressions.end) {
    if (tokens.count === expressions.end && isEnd(cursor.at)) return;
    const { at } = cursor;
    expressions.push(parseExpression(cursor, conflicts), tokens.count);
    if (cursor.isFarSighted) farSighted.push(at);
  }
}

function parseExpression(cursor: Cursor, conflicts: ConflictReader): Expression {
  cursor.beginExpression();
  const kind = conflicts.takeLine() ? Expression.Damaged : parseStatement(cursor);
  parseLineEnd(cursor);
  return kind;
}

/** Reads what the line says, without what may follow it. */
function parseStatement(cursor: Cursor): Expression {
  cursor.takeWhitespace();
  const unit = cursor.peek();
  if (unit === END || isLineBreak(unit)) return Expression.Blank;
  if (unit === Char.Hash) return Expression.Comment;
  if (unit === Char.OpenBracket) return parseHeader(cursor);
  if (isOddKey(unit) || isQuote(unit) || unit === Char.Dot || unit === Char.Equals) {
    return parseTopKeyValue(cursor);
  }
  const end = cursor.scanner.line(cursor.at);
  cursor.report('unexpected-text', cursor.at, end);
  cursor.take(Token.Junk, end);
  return Expression.Damaged;
}

function parseTopKeyValue(cursor: Cursor): Expression {
  const { tokenCount, problemCount } = cursor;
  parseKeyValue(cursor, END);
  if (cursor.retry(tokenCount, problemCount)) parseKeyValue(cursor, END);
  return Expression.KeyValue;
}

function parseHeader(cursor: Cursor): Expression {
  const start = cursor.at;
  const isArray = cursor.peekAt(start + 1) === Char.OpenBracket;
  cursor.beginHeader();
  cursor.take(Token.HeaderOpen, start + (isArray ? 2 : 1));
  cursor.takeWhitespace();
  parseKey(cursor);
  parseHeaderClose(cursor, start, isArray);
  cursor.endHeader(cursor.depth + (isArray ? 1 : 0));
  return isArray ? Expression.ArrayTable : Expression.Table;
}

function parseHeaderClose(cursor: Cursor, start: number, isArray: boolean): void {
  const { at } = cursor;
  const wanted = isArray ? 2 : 1;
  let closed = 0;
  while (closed < wanted && cursor.peekAt(at + closed) === Char.CloseBracket) closed++;
  if (closed < wanted) cursor.reportAstray('missing-bracket', start, at, isArray ? ']]' : ']');
  cursor.take(Token.HeaderClose, at + closed);
}

/** Reads what may follow on the line. Another key or header there begins the next expression. */
function parseLineEnd(cursor: Cursor): void {
  cursor.takeWhitespace();
  if (!isLineEnd(cursor.peek())) {
    const nextEnd = nextExpressionEnd(cursor);
    if (nextEnd !== END) {
      cursor.report('missing-newline', cursor.at, nextEnd);
      return;
    }
    takeJunk(cursor);
  }
  if (cursor.peek() === Char.Hash) cursor.takeComment();
  if (cursor.peek() !== END) cursor.takeNewline();
}

function isLineEnd(unit: number): boolean {
  return isLineBreak(unit) || unit === END || unit === Char.Hash;
}

/** Where the key or header ends that stands next on the same line; END when there is none. */
function nextExpressionEnd(cursor: Cursor): number {
  const keyEnd = keyValueKeyEnd(cursor, cursor.at);
  if (keyEnd !== END) return keyEnd;
  return startsHeader(cursor, cursor.at) ? cursor.scanner.line(cursor.at) : END;
}

/** Text that has no place at the end of a line, up to a comment. */
function takeJunk(cursor: Cursor): void {
  const { at: start, text } = cursor;
  const lineEnd = cursor.scanner.line(start);
  const comment = text.slice(start, lineEnd).search(/[ \t]#/);
  let end = comment < 0 ? lineEnd : start + comment;
  while (isBlank(text.charCodeAt(end - 1))) end--;
  if (cursor.isAtStringEnd) cursor.report('text-after-string', start, end, text.charAt(start - 1));
  else cursor.report('unexpected-text', start, end);
  cursor.take(Token.Junk, end);
  cursor.takeWhitespace();
}
