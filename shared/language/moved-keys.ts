/** Keys that add to a table from outside, written where the table is. */
import { applyReplacements, ChangeLog, type TextReplacement } from '../text/replacements.ts';
import { Draft } from '../toml/edit/draft.ts';
import { commentCount } from '../toml/edit/health.ts';
import { insertKeys, type KeyLine } from '../toml/edit/insert-keys.ts';
import { equalsOf } from '../toml/edit/lines.ts';
import type { Statement } from '../toml/edit/outline.ts';
import { valueAt } from '../toml/edit/path.ts';
import { commentsAbove, commentText, linesOf, removeLines } from '../toml/edit/territory.ts';
import type { Edit } from '../toml/edit/types.ts';
import { parse, type TomlDocument } from '../toml/index.ts';
import { keysOf } from '../toml/key-path.ts';
import { editing, type FixContext } from './fix.ts';
import { withIndexes } from './pointers.ts';
import type { DocumentRequest } from './request.ts';
import { sectionsOf } from './sections.ts';
import { anywhere } from './table-forms.ts';

/**
 * Whole lines with their comments; `statement` is the key, or the header of the `keys`, whose marked part names the
 * table. Null where that stands in braces, or a comment has no place there.
 */
export function movedLines(
  { request: { document }, span }: FixContext,
  statement: Statement,
  keys: readonly Statement[],
): TextReplacement[] | null {
  const depth = depthOf(statement, span.start);
  const [first] = keys;
  if (first === undefined || depth === null) return null;
  const table = withIndexes(document.root, keysOf(first.path).slice(0, depth), span.start);
  const value = valueAt(document.root, table);
  if (value?.type !== 'table' || value.origin === 'inline') return null;
  const lines = keys.map((key) => lineOf(document, key, depth));
  const header = statement === first ? [] : [statement];
  const comments = header.flatMap((each) => commentsOfHeader(document, each));
  const draft = new Draft(document);
  draft.replace(removeLines(document.tree, linesOf(draft.outline, [...header, ...keys])));
  const all = lines.map((line, index) =>
    index === 0 ? { ...line, above: [...comments, ...line.above] } : line,
  );
  const refusal = insertKeys(draft, table, all, anywhere);
  const isWhole = refusal === undefined && commentCount(draft.document) === commentCount(document);
  return isWhole ? draft.changes() : null;
}

/** Values alone; null where a comment would be lost. */
export function movedValues(
  request: DocumentRequest,
  keys: readonly Statement[],
  gone: readonly Statement[],
): TextReplacement[] | null {
  const { document } = request;
  const texts = keys.map((key) => valueText(document, key));
  const removed = removeLines(document.tree, linesOf(sectionsOf(document).outline, gone));
  const without = parse(applyReplacements(document.text, removed), { version: document.version });
  if (texts.includes('') || commentCount(without) !== commentCount(document)) return null;
  const edits = keys.map(({ path }, index): Edit => {
    return { kind: 'insert', path, value: { type: 'raw', text: texts[index] ?? '' } };
  });
  const added = editing(request, without, edits);
  if (added === null) return null;
  const log = new ChangeLog(document.text);
  log.apply(removed);
  log.apply(added);
  return log.changes();
}

/** How many names lead to the part of a statement that begins at an offset; null when none does. */
function depthOf({ kind, keys, section }: Statement, offset: number): number | null {
  const part = keys.findIndex(({ start }) => start === offset);
  const around = kind === 'key-value' ? keysOf(section?.path ?? []).length : 0;
  return part < 0 ? null : around + part + 1;
}

function lineOf(document: TomlDocument, statement: Statement, depth: number): KeyLine {
  const text = valueText(document, statement);
  // What is in the way keeps the value out of the values, but by itself it can be read.
  const read = parse(`k = ${text}`, { version: document.version }).root.entries.get('k')?.value;
  const length = (read?.end ?? 'k = '.length) - 'k = '.length;
  return {
    names: keysOf(statement.path).slice(depth),
    value: { type: 'raw', text: text.slice(0, length) },
    above: commentsAbove(document.tree, statement.expression),
    beside: text.slice(length).trimEnd(),
  };
}

function commentsOfHeader({ tree }: TomlDocument, { expression }: Statement): string[] {
  const beside = commentText(tree, expression);
  return [...commentsAbove(tree, expression), ...(beside === '' ? [] : [beside])];
}

function valueText(document: TomlDocument, statement: Statement): string {
  const equals = equalsOf(document, statement);
  return equals === undefined ? '' : document.text.slice(equals.start + 1, statement.end).trim();
}
