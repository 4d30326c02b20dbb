/** Whole sections, headers with all below them, in the order asked for. */
import { dominantEol } from '../../text/eol.ts';
import type { TextReplacement } from '../../text/replacements.ts';
import type { Span } from '../../text/text.ts';
import { commentText, fileCommentEnd, isCommentedOutKey, isKind, lineStart } from '../edit/territory.ts';
import { Expression, type Tree } from '../tree.ts';
import { displaced, type Order, rankedNames } from './order.ts';
import { Rewriter } from './rewrite.ts';
import type { Statement, Statements } from './statements.ts';

/** A header with the blank lines and comments above it and all that belongs to it below. */
interface Section {
  readonly header: Statement;
  readonly isArray: boolean;
  /** Expressions, `to` not included. */
  readonly from: number;
  readonly to: number;
}

/**
 * The changes that put the sections in the order of their tables: a table before those inside it, the items of an array
 * as they are. What is not named comes last and stays in the order it has. No section crosses a comment between
 * sections that belongs to none of them.
 */
export function sortSections(tree: Tree, statements: Statements, order: Order): TextReplacement[] {
  const runs = runsOfSections(tree, statements);
  const pieces: (Span | string)[] = [];
  let at = 0;
  for (const run of runs) {
    const sorted = inOrder(run, 0, [], order);
    const moved = displaced(run, sorted);
    if (moved.size === 0) continue;
    const start = lineStart(tree, run[0]?.from ?? 0);
    pieces.push({ start: at, end: start });
    for (const [index, section] of sorted.entries()) {
      if (needsGap(tree, section, sorted[index - 1])) pieces.push(dominantEol(tree.text));
      pieces.push(...textOf(tree, section, moved.has(section)));
    }
    at = lineStart(tree, run.at(-1)?.to ?? 0);
  }
  if (pieces.length === 0) return [];
  if (at < tree.text.length) pieces.push({ start: at, end: tree.text.length });
  return written(tree.text, pieces);
}

function written(text: string, pieces: readonly (Span | string)[]): TextReplacement[] {
  const rewriter = new Rewriter(text);
  const last = pieces.at(-1);
  const isUnended = !/[\r\n]$/.test(text);
  for (const piece of pieces) rewriter.write(isUnended && piece === last ? withoutBreak(text, piece) : piece);
  return rewriter.changes();
}

/** A text whose last line has no break ends without one. */
function withoutBreak(text: string, piece: Span | string): Span | string {
  if (typeof piece === 'string') return piece.replace(/\r?\n$/, '');
  const length = /\r?\n$/.exec(text.slice(piece.start, piece.end))?.[0].length ?? 0;
  return { start: piece.start, end: piece.end - length };
}

function textOf(tree: Tree, { from, to }: Section, isMoved: boolean): (Span | string)[] {
  const span = { start: lineStart(tree, from), end: lineStart(tree, to) };
  const text = tree.text.slice(span.start, span.end);
  const eol = /[\r\n]$/.test(text) ? '' : dominantEol(tree.text);
  if (isMoved) return [text + eol];
  return eol === '' ? [span] : [span, eol];
}

/** Comments would change hands if those of one section came to stand directly above those of the next. */
function needsGap(tree: Tree, section: Section, above: Section | undefined): boolean {
  if (above === undefined || isKind(tree, section.from, Expression.Blank)) return false;
  const last = tree.expressions.kindOf(above.to - 1);
  return last === Expression.Comment || isKind(tree, section.from, Expression.Comment);
}

function inOrder(
  sections: readonly Section[],
  depth: number,
  table: readonly string[],
  order: Order,
): readonly Section[] {
  if (sections.length < 2) return sections;
  const own = sections.filter(({ header }) => header.names.length === depth);
  const inner = sections.filter(({ header }) => header.names.length > depth);
  const groups = Map.groupBy(inner, ({ header }) => header.names[depth] ?? '');
  const sorted = rankedNames([...groups.keys()], table, order).flatMap((name) =>
    itemsOf(groups.get(name) ?? [], depth + 1).flatMap((item) =>
      inOrder(item, depth + 1, [...table, name], order),
    ),
  );
  return [...own, ...sorted];
}

/** The sections of each item of an array of tables; of any other table all are one. */
function itemsOf(sections: readonly Section[], depth: number): Section[][] {
  const items: Section[][] = [];
  for (const section of sections) {
    const opensItem = section.isArray && section.header.names.length === depth;
    const item = opensItem ? undefined : items.at(-1);
    if (item === undefined) items.push([section]);
    else item.push(section);
  }
  return items;
}

/** Sections with nothing between them that belongs to none. */
function runsOfSections(tree: Tree, statements: Statements): Section[][] {
  const headers = statements
    .filter((statement) => statement !== undefined)
    .filter(({ kind }) => kind === 'header');
  const starts = headers.map((header) => sectionStart(tree, statements, header));
  const runs: Section[][] = [];
  let isContinued = false;
  for (const [index, header] of headers.entries()) {
    const limit = starts[index + 1] ?? tree.expressions.count;
    const to = sectionEnd(tree, statements, header, limit);
    const isArray = tree.expressions.kindOf(header.expression) === Expression.ArrayTable;
    const section = { header, isArray, from: starts[index] ?? 0, to };
    const run = isContinued ? runs.at(-1) : undefined;
    if (run === undefined) runs.push([section]);
    else run.push(section);
    isContinued = to === limit;
  }
  return runs;
}

/** Where a section begins, with the comments of its header and the blank lines above. */
function sectionStart(tree: Tree, statements: Statements, header: Statement): number {
  const floor = fileCommentEnd(tree);
  let start = header.expression;
  while (start > floor && statements[start - 1]?.owner === header) start--;
  while (start > floor && isKind(tree, start - 1, Expression.Blank)) start--;
  return start;
}

/** Where a section ends: behind the comments directly below its last key, and the keys that were taken out of use. */
function sectionEnd(tree: Tree, statements: Statements, header: Statement, limit: number): number {
  let end = limit;
  while (end > header.expression + 1 && statements[end - 1]?.kind !== 'key') end--;
  while (end < limit && isKind(tree, end, Expression.Comment)) end++;
  for (;;) {
    let from = end;
    while (from < limit && isKind(tree, from, Expression.Blank)) from++;
    if (from === limit) return limit;
    let to = from;
    let isOwn = false;
    for (; to < limit && isKind(tree, to, Expression.Comment); to++) {
      isOwn ||= isCommentedOutKey(commentText(tree, to));
    }
    if (!isOwn) return end;
    end = to;
  }
}
