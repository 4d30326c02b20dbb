/** The two ways to write a list of tables: each under a header `[[name]]`, or inline; and from one to the other. */
import { dominantEol } from '../text/eol.ts';
import type { TextReplacement } from '../text/replacements.ts';
import { type BracketItem, readBrackets } from '../toml/edit/brackets.ts';
import { Draft } from '../toml/edit/draft.ts';
import { commentCount, errorCount } from '../toml/edit/health.ts';
import { insertKeys } from '../toml/edit/insert-keys.ts';
import { indentOf } from '../toml/edit/lines.ts';
import { besideItem, commentsAboveItem } from '../toml/edit/moved.ts';
import { keyTextOf, type Outline, type Statement } from '../toml/edit/outline.ts';
import { samePath, startsWith, valueAt } from '../toml/edit/path.ts';
import { headerText, placeOfTable, putSections } from '../toml/edit/sections.ts';
import { commentText, isKind, linesOf, removeLines } from '../toml/edit/territory.ts';
import type { KeyPath } from '../toml/edit/types.ts';
import { sameValue } from '../toml/equal.ts';
import type { TomlDocument } from '../toml/index.ts';
import { Expression } from '../toml/tree.ts';
import type { ArrayValue } from '../toml/types.ts';
import { anywhere, commentsOf, nearestHome } from './table-forms.ts';

export type ListForm = 'headers' | 'inline';

/** A table of the list as it is written. */
interface Item {
  /** `key = value`, without line breaks but those inside of values. */
  readonly keys: readonly string[];
  readonly above: readonly string[];
  /** With the blanks before it; "" when there is none. */
  readonly beside: string;
}

/** How the list at a path is written; null for what is no list of tables, or an empty one. */
export function listFormOf(document: TomlDocument, path: KeyPath): ListForm | null {
  const value = valueAt(document.root, path);
  if (value?.type !== 'array' || value.items.length === 0) return null;
  if (value.ofTables) return 'headers';
  return value.items.every((item) => item.type === 'table') ? 'inline' : null;
}

/**
 * The changes that write the list at `path` in the other form: ascending, with all its values and comments. Between
 * brackets the comments inside a table come to stand above it. Null where the other form cannot hold it.
 */
export function convertList(document: TomlDocument, path: KeyPath, to: ListForm): TextReplacement[] | null {
  const written = rewriteList(document, path, to);
  if (written === null) return null;
  const isSame =
    errorCount(written.document) <= errorCount(document) && sameValue(document.root, written.document.root);
  return isSame ? written.changes : null;
}

/** The same for a text in which something is in the list's way, so that its values may change by it. */
export function rewriteList(
  document: TomlDocument,
  path: KeyPath,
  to: ListForm,
): { readonly changes: TextReplacement[]; readonly document: TomlDocument } | null {
  if (listFormOf(document, path) === null) return null;
  const draft = new Draft(document);
  const isWritten = to === 'headers' ? writeHeaders(draft, path) : writeInline(draft, path);
  if (!isWritten || commentCount(draft.document) !== commentCount(document)) return null;
  return { changes: draft.changes(), document: draft.document };
}

function writeHeaders(draft: Draft, path: KeyPath): boolean {
  const { outline, document, habits } = draft;
  const value = valueAt(document.root, path);
  const statement = outline.statements.find(
    ({ kind, path: own }) => kind === 'key-value' && samePath(own, path),
  );
  if (statement === undefined || statement.isDamaged || value?.type !== 'array') return false;
  const items = itemsInBrackets(draft, value);
  if (items === null) return false;
  const around = statement.section?.path ?? [];
  const names = statement.keys.map(({ name }) => name);
  const header = headerText(outline, around, names, { quote: habits.keyQuote, always: false });
  const { above, beside } = commentsOf(outline, statement, value.end);
  draft.replace(removeLines(document.tree, linesOf(outline, [statement])));
  // Items that were added from outside come after those of the brackets.
  const [first = ''] = names;
  const place = placeOfTable(draft.outline, around, first, { ...anywhere, position: { before: first } });
  const margin = place.like === undefined ? '' : indentOf(draft.document, place.like);
  const comments = [...above, ...(beside === '' ? [] : [beside.trim()])];
  const lines = items.flatMap((item, index) => [
    ...(index === 0 ? comments : Array.from({ length: habits.gap }, () => '')),
    ...item.above,
    `[[${header}]]${item.beside}`,
    ...item.keys.map((key) => habits.indent + key),
  ]);
  putSections(
    draft,
    place,
    lines.map((line) => (line === '' ? '' : margin + line)),
  );
  return true;
}

/** The tables between the brackets; null where a comment has no table to belong to. */
function itemsInBrackets({ document, habits }: Draft, array: ArrayValue): Item[] | null {
  const { items, comments } = readBrackets(document, array);
  const owned = items.reduce((count, { lines }) => count + (lines?.comments ?? 0), 0);
  if (owned !== comments) return null;
  const found: Item[] = [];
  for (const [index, value] of array.items.entries()) {
    const item = items[index];
    if (item === undefined || value.type !== 'table') return null;
    const inner = readBrackets(document, value);
    if (inner.comments > 0) return null;
    found.push({
      keys: inner.items.map((each) => keyOf(document, each, habits.equals)),
      above: commentsAboveItem(document.text, item),
      beside: besideItem(document.text, item),
    });
  }
  return found;
}

function keyOf({ text }: TomlDocument, { keys, valueStart, end }: BracketItem, equals: string): string {
  return keyTextOf(text, keys, 0, keys.length - 1) + equals + text.slice(valueStart, end);
}

/** A list longer than this on one line gets a line for each table. */
const LINE_WIDTH = 80;

function writeInline(draft: Draft, path: KeyPath): boolean {
  const { outline, document, habits } = draft;
  const value = valueAt(document.root, path);
  const statements = outline.under(path);
  if (value?.type !== 'array' || statements.some(({ isDamaged }) => isDamaged)) return false;
  const items = value.items.map((_, index) => itemUnderHeader(draft, [...path, index]));
  const around = nearestHome(outline, path);
  const names = path.slice(around.length).filter((name) => typeof name === 'string');
  if (items.includes(null) || names.length < path.length - around.length) return false;
  const eol = dominantEol(document.text);
  draft.replace(removeLines(document.tree, linesOf(outline, statements)));
  const margin = insertionMargin(draft, around);
  const text = bracketText(
    items.filter((item) => item !== null),
    { padding: habits.padding, eol: eol + margin },
  );
  const line = { names, value: { type: 'raw', text } as const, above: [], beside: '' };
  return insertKeys(draft, around, [line], anywhere) === undefined;
}

function bracketText(
  items: readonly Item[],
  { padding, eol }: { readonly padding: string; readonly eol: string },
): string {
  const braced = items.map(({ keys }) =>
    keys.length === 0 ? '{}' : `{${padding}${keys.join(', ')}${padding}}`,
  );
  const line = `[${braced.join(', ')}]`;
  const isPlain = items.every(({ above, beside }) => above.length === 0 && beside === '');
  if (isPlain && line.length <= LINE_WIDTH && !/[\r\n]/.test(line)) return line;
  const lines = items.flatMap(({ above, beside }, index) => [...above, `${braced[index]},${beside}`]);
  return `[${lines.map((each) => `${eol}  ${each}`).join('')}${eol}]`;
}

/** What the lines of a table's own keys begin with. */
function insertionMargin({ outline, document }: Draft, table: KeyPath): string {
  const header = outline.headerOf(table);
  const [first] = outline.keysUnder(header);
  return first === undefined ? '' : indentOf(document, first);
}

/** A table under its header, tables in it as dotted keys; null where it holds lists of its own under headers. */
function itemUnderHeader({ outline, document, habits }: Draft, path: KeyPath): Item | null {
  const statements = outline.under(path);
  const header = outline.headerOf(path);
  if (header === undefined) return null;
  const keys: string[] = [];
  let prefix = '';
  for (const statement of statements) {
    if (statement === header) continue;
    if (statement.kind === 'array-table') return null;
    const last = statement.keys.length - 1;
    if (statement.kind === 'table') {
      prefix = `${keyTextOf(document.text, statement.keys, outline.partOf(statement, path) + 1, last)}.`;
      if (isEmpty(statement, statements)) keys.push(`${prefix.slice(0, -1)}${habits.equals}{}`);
      continue;
    }
    const value = valueAt(document.root, statement.path);
    if (value === undefined) return null;
    const key = prefix + keyTextOf(document.text, statement.keys, 0, last);
    keys.push(key + habits.equals + document.text.slice(value.start, value.end));
  }
  return { keys, ...commentsIn(outline, header, statements) };
}

function isEmpty(header: Statement, statements: readonly Statement[]): boolean {
  return !statements.some((other) => other !== header && startsWith(other.path, header.path));
}

/** Every comment of the statements' lines: that beside the header, and all others in their order. */
function commentsIn(
  outline: Outline,
  header: Statement,
  statements: readonly Statement[],
): Pick<Item, 'above' | 'beside'> {
  const { tree, root, text } = outline.document;
  const byExpression = new Map(statements.map((statement) => [statement.expression, statement]));
  const above: string[] = [];
  for (const { from, to } of linesOf(outline, statements)) {
    for (let expression = from; expression < to; expression++) {
      const statement = byExpression.get(expression);
      if (isKind(tree, expression, Expression.Comment)) above.push(commentText(tree, expression));
      else if (statement?.kind === 'key-value') {
        const value = valueAt(root, statement.path);
        const { beside } = commentsOf(outline, statement, value?.end ?? statement.end);
        if (beside !== '') above.push(beside.trim());
      } else if (statement !== undefined && statement !== header) {
        const comment = commentText(tree, expression);
        if (comment !== '') above.push(comment);
      }
    }
  }
  const close = text.indexOf(']]', header.keys.at(-1)?.end ?? header.start) + 2;
  return { above, beside: commentsOf(outline, header, close).beside };
}
