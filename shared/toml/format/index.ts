/**
 * The formatter. It moves white space, line breaks and commas, and, where an order is asked for, whole keys; what else
 * stands in the text is kept as it is written.
 *
 *   tree -> statements      statements.ts    lines that say something, in sections and blocks
 *   statements -> style     style.ts         the options (options.ts), else the file's habits, else defaults
 *   sections -> order       section-order.ts whole sections, where asked for
 *   statements -> order     order.ts         keys, where asked for
 *   statement -> lines      layout.ts        value-layout.ts for brackets (values.ts), align.ts for shared columns
 *   lines -> changes        rewrite.ts       what is kept, and what is put between
 */
import { applyReplacements, ChangeLog, type TextReplacement } from '../../text/replacements.ts';
import type { Span } from '../../text/text.ts';
import { isKind, lineStart } from '../edit/territory.ts';
import { sameValue } from '../equal.ts';
import { parse, type TomlDocument } from '../index.ts';
import { Token } from '../tokens.ts';
import { Expression, expressionSpan, type Tree } from '../tree.ts';
import type { TomlProblem } from '../types.ts';
import { type Layout, layOut } from './layout.ts';
import type { FormatOptions } from './options.ts';
import { orderOf } from './order.ts';
import { Rewriter } from './rewrite.ts';
import { sortSections } from './section-order.ts';
import { sequenceOf } from './sequence.ts';
import { readStatements, type Statements } from './statements.ts';
import { resolveStyle, type Style } from './style.ts';

export { type FormatOptions, type FormatSettings, readFormatOptions, type Sort } from './options.ts';

export type FormatResult =
  /** Ascending, apart from each other, none without effect. */
  | { readonly ok: true; readonly changes: readonly TextReplacement[] }
  /** The first thing that is wrong with the text, because of which nothing is done to it. */
  | { readonly ok: false; readonly problem: TomlProblem };

/**
 * The changes that give a text its format. Values and their spelling, key names, comments and, without `order`, the
 * order of everything stay; only blanks at the end of comments go. Formatting what was formatted changes nothing.
 * A selection narrows the changes to the headers, keys, comments and blank lines that it touches; these come out as
 * they would if the whole text were formatted. A text with errors is left alone.
 */
export function format(document: TomlDocument, options: FormatOptions = {}, selection?: Span): FormatResult {
  const problem = document.problems.find(({ severity }) => severity === 'error');
  if (problem !== undefined) return { ok: false, problem };
  const sorting = isWhole(document, selection) ? sectionChanges(document, options) : null;
  if (sorting === null) return { ok: true, changes: formatLines(document, options, selection) };
  const log = new ChangeLog(document.text);
  log.apply(sorting.changes);
  log.apply(formatLines(sorting.document, options));
  return { ok: true, changes: log.changes() };
}

/** Sections change places only where the whole text is formatted. */
function isWhole({ text }: TomlDocument, selection: Span | undefined): boolean {
  return selection === undefined || (selection.start === 0 && selection.end === text.length);
}

/** The sections in the order asked for; null where they have it, or the text would not say the same. */
function sectionChanges(
  document: TomlDocument,
  options: FormatOptions,
): { readonly changes: readonly TextReplacement[]; readonly document: TomlDocument } | null {
  const order = orderOf(options);
  if (order === undefined) return null;
  const changes = sortSections(document.tree, readStatements(document.tree), order);
  if (changes.length === 0) return null;
  const sorted = parse(applyReplacements(document.text, changes), { version: document.version });
  const isSame = sorted.problems.length === 0 && sameValue(document.root, sorted.root);
  return isSame ? { changes, document: sorted } : null;
}

/** The changes within the lines, and of keys that stand together. */
function formatLines(document: TomlDocument, options: FormatOptions, selection?: Span): TextReplacement[] {
  const { tree } = document;
  const statements = readStatements(tree);
  const style = resolveStyle(tree, statements, options);
  const isTouched = touchedBy(tree, selection);
  const sequence = sequenceOf(statements, style.order, isTouched);
  const layout = layOut(document, statements, style, sequence);
  return new Printer(tree, statements, style, layout).print(sequence.expressions, isTouched);
}

/** Whether a selection touches an expression: holds a part of it, or is a caret in it. */
function touchedBy(tree: Tree, selection: Span | undefined): (expression: number) => boolean {
  if (selection === undefined) return () => true;
  const { start, end } = selection;
  return (expression) => {
    const span = expressionSpan(tree, expression);
    if (start < end) return span.start < end && span.end > start;
    return span.start <= start && (span.end > start || span.end === tree.text.length);
  };
}

/** Writes the statements in their order, with the blank lines between them. */
class Printer {
  readonly #tree: Tree;
  readonly #statements: Statements;
  readonly #style: Style;
  readonly #layout: Layout;
  readonly #rewriter: Rewriter;
  /** Blank lines written since the last statement; undefined before the first one. */
  #blanks: number | undefined;

  constructor(tree: Tree, statements: Statements, style: Style, layout: Layout) {
    this.#tree = tree;
    this.#statements = statements;
    this.#style = style;
    this.#layout = layout;
    this.#rewriter = new Rewriter(tree.text);
  }

  print(sequence: readonly number[], isTouched: (expression: number) => boolean): TextReplacement[] {
    const { tokens } = this.#tree;
    if (tokens.count > 0 && tokens.kindOf(0) === Token.ByteOrderMark)
      this.#rewriter.write({ start: 0, end: 1 });
    const last = sequence.findLast((expression) => this.#statements[expression] !== undefined) ?? -1;
    let isBehindLast = last < 0;
    for (const expression of sequence) {
      if (isTouched(expression)) this.#printAnew(expression, last, isBehindLast);
      else this.#keep(expression);
      isBehindLast ||= expression === last;
    }
    return this.#rewriter.changes();
  }

  #printAnew(expression: number, last: number, isBehindLast: boolean): void {
    const statement = this.#statements[expression];
    if (statement === undefined) {
      if (!isBehindLast) this.#printBlanks((this.#blanks ?? 0) + 1);
      return;
    }
    if (statement.startsSection) this.#printBlanks(this.#style.blankLinesBeforeHeaders);
    this.#printLines(expression);
    this.#blanks = 0;
    const endsText = expression === last && !this.#style.finalNewline && !/[\r\n]$/.test(this.#tree.text);
    if (!endsText) this.#rewriter.write(this.#style.eol);
  }

  /** Writes blank lines until there are so many, as far as allowed. */
  #printBlanks(wanted: number): void {
    if (this.#blanks === undefined) return;
    for (; this.#blanks < Math.min(wanted, this.#style.blankLines); this.#blanks++) {
      this.#rewriter.write(this.#style.eol);
    }
  }

  #printLines(expression: number): void {
    const lines = this.#layout[expression] ?? [];
    for (const [index, { pieces, comment, gap }] of lines.entries()) {
      if (index > 0) this.#rewriter.write(this.#style.eol);
      for (const piece of pieces) this.#rewriter.write(piece);
      if (comment === undefined) continue;
      this.#rewriter.write(' '.repeat(gap));
      this.#rewriter.write(comment);
    }
  }

  #keep(expression: number): void {
    const start = lineStart(this.#tree, expression);
    this.#rewriter.write({ start, end: expressionSpan(this.#tree, expression).end });
    const isBlank = isKind(this.#tree, expression, Expression.Blank);
    this.#blanks = isBlank && this.#blanks !== undefined ? this.#blanks + 1 : isBlank ? undefined : 0;
  }
}
