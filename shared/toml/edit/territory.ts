/**
 * Which lines belong to what. A comment belongs to the key or header directly below it, or beside which it stands; a
 * section keeps the comments directly below its last key. All other comments belong to nobody and stay.
 * Lines are counted as expressions of the tree.
 */

import { dominantEol } from '../../text/eol.ts';
import type { TextReplacement } from '../../text/replacements.ts';
import { Token } from '../tokens.ts';
import { Expression, type Tree } from '../tree.ts';
import type { Outline, Statement } from './outline.ts';

/** Expressions from `from` up to, not including, `to`. */
export interface LineRun {
  readonly from: number;
  readonly to: number;
}

/** A top comment with one of these is about the file even when a key follows directly. */
const LICENCE = /\b(copyright|SPDX-License-Identifier)\b/i;

/** Whether a comment speaks to tools about the file: `#:schema ...`, `#!...`, `# strata-ignore-file: ...`. */
export function isDirective(comment: string): boolean {
  return /^#(?:[:!]|[ \t]*strata-ignore-file\b)/.test(comment);
}

/** Whether a comment shows a key that was taken out of use. */
export function isCommentedOutKey(comment: string): boolean {
  return /^#+\s*[\w."'-]+(\s*\.\s*[\w."'-]+)*\s*=/.test(comment);
}

/** Where the comments above a statement begin. */
export function blockStart(tree: Tree, expression: number): number {
  const floor = fileCommentEnd(tree);
  let first = expression;
  while (first > floor && isKind(tree, first - 1, Expression.Comment)) first--;
  return first;
}

/** The comments above a statement, without indentation. */
export function commentsAbove(tree: Tree, expression: number): string[] {
  const first = blockStart(tree, expression);
  return Array.from({ length: expression - first }, (_, index) => commentText(tree, first + index));
}

/**
 * Where the comments end that open the file, blank lines before them or not, and belong to it whatever follows: its
 * directives, and a licence up to the last directive below it, else with all of its block.
 */
export function fileCommentEnd(tree: Tree): number {
  let start = 0;
  while (isKind(tree, start, Expression.Blank)) start++;
  let end = start;
  let owned = start;
  let licence = -1;
  for (; isKind(tree, end, Expression.Comment); end++) {
    const comment = commentText(tree, end);
    if (LICENCE.test(comment)) licence = end;
    else if (isDirective(comment) && (licence >= 0 || owned === end)) owned = end + 1;
  }
  if (licence >= owned) return end;
  return owned > start ? owned : 0;
}

/** Where a section ends with the comments directly below its last key; blank lines and other comments may follow. */
export function sectionEnd(outline: Outline, section: Statement | undefined): number {
  const { tree } = outline.document;
  const limit = sectionLimit(outline, section);
  const first = section?.expression ?? fileCommentEnd(tree) - 1;
  let last = limit - 1;
  while (last > first && (isKind(tree, last, Expression.Blank) || isKind(tree, last, Expression.Comment)))
    last--;
  let end = last + 1;
  while (end < limit && isKind(tree, end, Expression.Comment)) end++;
  return end;
}

/**
 * Where a new section after this one goes: behind its commented-out keys too, and behind everything when it is the
 * last one of the file.
 */
export function placeAfterSection(outline: Outline, section: Statement | undefined): number {
  const { tree } = outline.document;
  const limit = sectionLimit(outline, section);
  if (outline.headerAfter(section) === undefined) return contentEnd(tree, limit);
  let end = sectionEnd(outline, section);
  for (;;) {
    let to = end;
    while (to < limit && isKind(tree, to, Expression.Blank)) to++;
    const from = to;
    while (to < limit && isKind(tree, to, Expression.Comment)) to++;
    const comments = Array.from({ length: to - from }, (_, index) => commentText(tree, from + index));
    if (!comments.some(isCommentedOutKey)) return end;
    end = to;
  }
}

/** The end of what stands before `limit`, without the blank lines there. */
export function contentEnd(tree: Tree, limit: number): number {
  let end = limit;
  while (end > 0 && isKind(tree, end - 1, Expression.Blank)) end--;
  return end;
}

/** Whether the lines of a section hold text that is no TOML. */
export function hasDamagedLines(outline: Outline, section: Statement): boolean {
  const { tree } = outline.document;
  const limit = sectionLimit(outline, section);
  for (let expression = section.expression; expression < limit; expression++) {
    if (isKind(tree, expression, Expression.Damaged)) return true;
  }
  return false;
}

/**
 * The lines that go with some statements: their comments, and all that stands between the lines of sections that go
 * as a whole.
 */
export function linesOf(outline: Outline, statements: readonly Statement[]): LineRun[] {
  const { tree } = outline.document;
  const going = new Set(statements);
  const runs: LineRun[] = [];
  for (const statement of statements) {
    const isWhole = statement.section !== undefined && going.has(statement.section);
    const previous = outline.statements[statement.index - 1];
    const next = outline.statements[statement.index + 1];
    const endsSection = next === undefined || next.kind !== 'key-value';
    const to = isWhole && endsSection ? sectionEnd(outline, statement.section) : statement.expression + 1;
    const continues = isWhole && previous !== undefined && isGoneWithSection(previous, going);
    const run = continues ? runs.pop() : undefined;
    runs.push({ from: run?.from ?? blockStart(tree, statement.expression), to });
  }
  return runs;
}

/** Takes lines out, and the blank lines that would be left doubled. */
export function removeLines(tree: Tree, runs: readonly LineRun[]): TextReplacement[] {
  const gone = new Set<number>();
  for (const run of runs) for (let line = run.from; line < run.to; line++) gone.add(line);
  for (const run of runs) {
    const before = blanksFrom(tree, run.from - 1, -1, gone);
    const after = blanksFrom(tree, run.to, 1, gone);
    const isFirst = before.end < 0;
    const isLast = after.end >= tree.expressions.count;
    const isDoubled = before.lines.length > 0 && (after.lines.length > 0 || isLast);
    const blanks = isFirst ? (isLast ? [] : after.lines) : isDoubled ? before.lines : [];
    for (const line of blanks) gone.add(line);
  }
  return toReplacements(
    tree,
    [...gone].sort((one, other) => one - other),
  );
}

/** Puts lines, given without their line breaks, before an expression. */
export function insertLines(tree: Tree, before: number, lines: readonly string[]): TextReplacement {
  const eol = eolAt(tree, before);
  const offset = lineStart(tree, before);
  const text = lines.join(eol);
  const followsText = offset > lineStart(tree, 0) && before === tree.expressions.count;
  const isUnended = followsText && !/[\r\n]$/.test(tree.text);
  return { start: offset, end: offset, text: isUnended ? eol + text : text + eol };
}

/** How many blank lines stand directly before an expression. */
export function blanksBefore(tree: Tree, expression: number): number {
  return blanksFrom(tree, expression - 1, -1, new Set()).lines.length;
}

export function isKind(tree: Tree, expression: number, kind: Expression): boolean {
  const { expressions } = tree;
  return expression >= 0 && expression < expressions.count && expressions.kindOf(expression) === kind;
}

/** Where the line of an expression begins, after the byte order mark; the end of the text after the last one. */
export function lineStart(tree: Tree, expression: number): number {
  const { tokens, expressions, text } = tree;
  const token = expression < expressions.count ? expressions.startOf(expression) : tokens.count;
  if (token >= tokens.count) return text.length;
  return tokens.kindOf(token) === Token.ByteOrderMark ? tokens.endOf(token) : tokens.startOf(token);
}

/** The comment of an expression, without white space and line break; "" when it has none. */
export function commentText(tree: Tree, expression: number): string {
  const { tokens, expressions, text } = tree;
  for (let token = expressions.endOf(expression) - 1; token >= expressions.startOf(expression); token--) {
    if (tokens.kindOf(token) === Token.Comment) return text.slice(tokens.startOf(token), tokens.endOf(token));
  }
  return '';
}

/** The line break of the lines around a place; the usual one of the text where there is none. */
export function eolAt(tree: Tree, expression: number): '\n' | '\r\n' {
  const { tokens, expressions, text } = tree;
  for (const line of [expression - 1, expression]) {
    if (line < 0 || line >= expressions.count) continue;
    const last = expressions.endOf(line) - 1;
    if (last < 0 || tokens.kindOf(last) !== Token.Newline) continue;
    const eol = text.slice(tokens.startOf(last), tokens.endOf(last));
    if (eol === '\n' || eol === '\r\n') return eol;
  }
  return dominantEol(text);
}

/** Where the next section's own lines begin. */
function sectionLimit(outline: Outline, section: Statement | undefined): number {
  const { tree } = outline.document;
  const next = outline.headerAfter(section);
  return next === undefined ? tree.expressions.count : blockStart(tree, next.expression);
}

function isGoneWithSection(statement: Statement, going: ReadonlySet<Statement>): boolean {
  return going.has(statement) && statement.section !== undefined && going.has(statement.section);
}

/** The blank lines in one direction that are not gone yet, and the line after them. */
function blanksFrom(
  tree: Tree,
  start: number,
  step: 1 | -1,
  gone: ReadonlySet<number>,
): { lines: number[]; end: number } {
  const lines: number[] = [];
  let line = start;
  for (; gone.has(line) || isKind(tree, line, Expression.Blank); line += step) {
    if (!gone.has(line)) lines.push(line);
  }
  return { lines, end: line };
}

function toReplacements(tree: Tree, gone: readonly number[]): TextReplacement[] {
  const replacements: TextReplacement[] = [];
  for (const line of gone) {
    const start = lineStart(tree, line);
    const end = lineStart(tree, line + 1);
    const last = replacements.at(-1);
    if (last?.end === start) replacements[replacements.length - 1] = { ...last, end };
    else replacements.push({ start, end, text: '' });
  }
  return withoutDanglingBreak(tree, replacements);
}

/** A text that did not end with a line break does not after its last line is gone. */
function withoutDanglingBreak(tree: Tree, replacements: TextReplacement[]): TextReplacement[] {
  const { text } = tree;
  const last = replacements.at(-1);
  if (last === undefined || last.end !== text.length || /[\r\n]$/.test(text)) return replacements;
  const length = /(?:\r\n|\n|\r)$/.exec(text.slice(0, last.start))?.[0].length ?? 0;
  const start = Math.max(last.start - length, lineStart(tree, 0));
  return [...replacements.slice(0, -1), { ...last, start }];
}
