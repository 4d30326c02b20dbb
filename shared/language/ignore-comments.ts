/**
 * Comments that silence checks.
 *
 *   # strata-ignore: code[, code] [-- why]       above a key or a header, or at the end of its line
 *   # strata-ignore-file: code[, code] [-- why]  before the first key or header, for the whole file
 *
 * Above or beside a key it is about the key with its whole value, above or beside a header about that line alone, not
 * about the keys below. Within a value of several lines it is about its own line, or the next one when it stands alone.
 */
import type { LineIndex } from '../text/lines.ts';
import type { Span } from '../text/text.ts';
import type { TomlDocument } from '../toml/index.ts';
import { Token } from '../toml/tokens.ts';
import { Expression, expressionSpan, type Tree } from '../toml/tree.ts';

/** One code in such a comment, where it is written. */
export interface IgnoredCode extends Span {
  readonly code: string;
}

/** From its `#` to the end of the comment. */
export interface IgnoreComment extends Span {
  readonly scope: 'place' | 'file';
  readonly codes: readonly IgnoredCode[];
  /** First and last line, from 1, of what it is about; null where it is about nothing. */
  readonly lines: { readonly first: number; readonly last: number } | null;
}

/** What every such comment holds: a quick look for it is enough in most files. */
const MARK = 'strata-ignore';
const COMMENT = /^#[ \t]*strata-ignore(-file)?[ \t]*(?::|$)/;

/** The comments of a document that silence checks, in the order of the text. `lines` is of the same text. */
export function ignoreComments(document: TomlDocument, lines: LineIndex): IgnoreComment[] {
  const { text, tree } = document;
  const found: IgnoreComment[] = [];
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
    const token = tree.tokens.indexAt(at);
    if (tree.tokens.kindOf(token) !== Token.Comment) continue;
    const span = { start: tree.tokens.startOf(token), end: tree.tokens.endOf(token) };
    // The comment that was read already, which names itself once more.
    if (found.at(-1)?.start === span.start) continue;
    const comment = text.slice(span.start, span.end);
    const match = COMMENT.exec(comment);
    if (match === null) continue;
    const codes = codesIn(comment, match[0].length, span.start);
    const expression = tree.expressions.indexAt(token);
    if (match[1] === undefined) {
      found.push({ ...span, scope: 'place', codes, lines: linesAbout(document, lines, expression, span) });
      continue;
    }
    const about = isBeforeKeys(tree, expression) ? { first: 1, last: lines.lineCount } : null;
    found.push({ ...span, scope: 'file', codes, lines: about });
  }
  return found;
}

/** Whether the comment silences a problem that begins on a line. */
export function covers({ lines }: IgnoreComment, line: number): boolean {
  return lines !== null && lines.first <= line && line <= lines.last;
}

function codesIn(comment: string, from: number, offset: number): IgnoredCode[] {
  const why = /\s--(?:\s|$)/.exec(comment.slice(from));
  const listed = comment.slice(from, why === null ? undefined : from + why.index);
  return Array.from(listed.matchAll(/[^\s,]+/g), ({ 0: code, index }) => ({
    code,
    start: offset + from + index,
    end: offset + from + index + code.length,
  }));
}

function linesAbout(
  { text, tree }: TomlDocument,
  lines: LineIndex,
  expression: number,
  { start }: Span,
): IgnoreComment['lines'] {
  if (tree.expressions.kindOf(expression) === Expression.Comment) {
    let below = expression + 1;
    while (isKind(tree, below, Expression.Comment)) below++;
    return isStatement(tree, below) ? linesOf(tree, lines, below) : null;
  }
  if (!isStatement(tree, expression)) return null;
  const whole = linesOf(tree, lines, expression);
  const { line, column } = lines.positionAt(start);
  const isAlone = text.slice(start - column + 1, start).trim() === '';
  const own = isAlone ? line + 1 : line;
  const isInside = whole.first < own && own < whole.last;
  return isAlone || isInside ? { first: own, last: own } : whole;
}

/** From the line where it begins to the one where its text ends, without the line break. */
function linesOf(tree: Tree, lines: LineIndex, expression: number): { first: number; last: number } {
  const { start, end } = expressionSpan(tree, expression);
  const endsWithBreak = tree.text.charCodeAt(end - 1) === 10 || tree.text.charCodeAt(end - 1) === 13;
  const last = lines.positionAt(end).line - (endsWithBreak ? 1 : 0);
  return { first: lines.positionAt(start).line, last };
}

function isBeforeKeys(tree: Tree, expression: number): boolean {
  for (let before = 0; before < expression; before++) {
    if (!isKind(tree, before, Expression.Comment) && !isKind(tree, before, Expression.Blank)) return false;
  }
  return isKind(tree, expression, Expression.Comment);
}

function isStatement(tree: Tree, expression: number): boolean {
  return (
    isKind(tree, expression, Expression.KeyValue) ||
    isKind(tree, expression, Expression.Table) ||
    isKind(tree, expression, Expression.ArrayTable)
  );
}

function isKind(tree: Tree, expression: number, kind: Expression): boolean {
  return expression < tree.expressions.count && tree.expressions.kindOf(expression) === kind;
}
