/** The three ways to write a table: under a header, as dotted keys, inline; and from one to another. */

import type { TextReplacement } from '../text/replacements.ts';
import { readBrackets } from '../toml/edit/brackets.ts';
import type { Request } from '../toml/edit/destination.ts';
import { Draft } from '../toml/edit/draft.ts';
import { commentCount, errorCount } from '../toml/edit/health.ts';
import type { Content } from '../toml/edit/insert.ts';
import { insertKeys, type KeyLine } from '../toml/edit/insert-keys.ts';
import { indentOf } from '../toml/edit/lines.ts';
import { keyTextOf, type Outline, type Statement } from '../toml/edit/outline.ts';
import { samePath, valueAt } from '../toml/edit/path.ts';
import { headerText, placeOfTable, putSections } from '../toml/edit/sections.ts';
import { commentsAbove, eolAt, linesOf, removeLines } from '../toml/edit/territory.ts';
import type { KeyPath, Refusal } from '../toml/edit/types.ts';
import { sameValue } from '../toml/equal.ts';
import type { TomlDocument } from '../toml/index.ts';

export type TableForm = 'header' | 'dotted' | 'inline';

/** A table as it is written, in pieces that can be written elsewhere. */
interface WrittenTable {
  readonly form: TableForm;
  readonly statements: readonly Statement[];
  /** The table it is written in, which has a header or is the root; and the names from there. */
  readonly around: KeyPath;
  readonly names: readonly string[];
  /** Its keys, each as it is written below the table. */
  readonly lines: readonly (Content & { readonly key: string })[];
  /** Comments of the table itself. */
  readonly above: readonly string[];
  readonly beside: string;
}

/** How the table at a path is written; null when it is no table, or written in several ways at once. */
export function formOf(outline: Outline, path: KeyPath): TableForm | null {
  return readTable(outline, path)?.form ?? null;
}

/**
 * The changes that write the table at `path` in another form: ascending, its values as they are written. Null where
 * that form cannot hold it: comments inside braces, tables of its own, a key that would clash.
 */
export function convertTable(document: TomlDocument, path: KeyPath, to: TableForm): TextReplacement[] | null {
  const written = rewriteTable(document, path, to);
  if (written === null) return null;
  const isSame =
    errorCount(written.document) <= errorCount(document) && sameValue(document.root, written.document.root);
  return isSame ? written.changes : null;
}

/** The same for a text in which something is in the table's way, so that its values may change by it. */
export function rewriteTable(
  document: TomlDocument,
  path: KeyPath,
  to: TableForm,
): { readonly changes: TextReplacement[]; readonly document: TomlDocument } | null {
  const draft = new Draft(document);
  const table = readTable(draft.outline, path, true);
  if (table === null || table.form === to || table.lines.length === 0) return null;
  if (to === 'inline' && table.lines.some(hasComments)) return null;
  if (write(draft, table, to) !== undefined || commentCount(draft.document) !== commentCount(document))
    return null;
  return { changes: draft.changes(), document: draft.document };
}

function write(draft: Draft, table: WrittenTable, to: TableForm): Refusal | undefined {
  if (to === 'header') return writeHeader(draft, table);
  if (table.form === 'inline') return writeDottedInPlace(draft, table);
  if (table.form === 'dotted') return writeInlineInPlace(draft, table);
  const { names, lines, above, beside, around } = table;
  remove(draft, table.statements);
  if (to === 'inline') {
    const value = { type: 'raw', text: inlineText(draft, lines) } as const;
    return insertKeys(draft, around, [{ names, value, above, beside }], anywhere);
  }
  const dotted = lines.map((line, index): KeyLine => {
    const comments = index === 0 ? [...above, ...(beside === '' ? [] : [beside.trim()])] : [];
    return { ...line, above: [...comments, ...line.above], names: [...names, ''] };
  });
  return insertKeys(draft, around, dotted, anywhere);
}

/** Conversions have no say in the order of keys, and none is refused with a better place. */
export const anywhere: Request = {
  options: {},
  mayReplace: false,
  nearest: (path) => ({ kind: 'delete', path }),
};

function writeHeader(
  draft: Draft,
  { statements, around, names, lines, above, beside }: WrittenTable,
): undefined {
  const { keyQuote, equals, indent } = draft.habits;
  const header = headerText(draft.outline, around, names, { quote: keyQuote, always: false });
  remove(draft, statements);
  // Tables inside it that have headers already come after it.
  const [first = ''] = names;
  const place = placeOfTable(draft.outline, around, first, { ...anywhere, position: { before: first } });
  const margin = place.like === undefined ? '' : indentOf(draft.document, place.like);
  const body = lines.flatMap((line) => {
    const written = `${line.key}${equals}${line.value.type === 'raw' ? line.value.text : ''}${line.beside}`;
    return [...line.above, written].map((text) => margin + indent + text);
  });
  putSections(draft, place, [
    ...above.map((text) => margin + text),
    `${margin}[${header}]${beside}`,
    ...body,
  ]);
}

/** Each key of the braces on a line of its own; a comment beside the table stays beside the last one. */
function writeDottedInPlace(draft: Draft, { statements, lines }: WrittenTable): undefined {
  const [statement] = statements;
  const value = statement && valueAt(draft.document.root, statement.path);
  const first = statement?.keys[0];
  if (statement === undefined || value === undefined || first === undefined) return;
  const { text, tree } = draft.document;
  const prefix = keyTextOf(text, statement.keys, 0, statement.keys.length - 1);
  const written = lines.map((line) => `${prefix}.${line.key}${draft.habits.equals}${rawText(line)}`);
  const eol = eolAt(tree, statement.expression + 1) + indentOf(draft.document, statement);
  draft.replace([{ start: first.start, end: value.end, text: written.join(eol) }]);
}

/** The braces stand where the first of the dotted keys stood. */
function writeInlineInPlace(draft: Draft, { statements, names, lines }: WrittenTable): undefined {
  const [first, ...others] = statements;
  const start = first?.keys[0];
  const value = first && valueAt(draft.document.root, first.path);
  if (first === undefined || start === undefined || value === undefined) return;
  const prefix = keyTextOf(draft.document.text, first.keys, 0, names.length - 1);
  const text = prefix + draft.habits.equals + inlineText(draft, lines);
  const { tree } = draft.document;
  const removals = others.length === 0 ? [] : removeLines(tree, linesOf(draft.outline, others));
  const changes = [{ start: start.start, end: value.end, text }, ...removals];
  draft.replace(changes.sort((one, other) => one.start - other.start));
}

function remove(draft: Draft, statements: readonly Statement[]): void {
  draft.replace(removeLines(draft.document.tree, linesOf(draft.outline, statements)));
}

function inlineText({ habits }: Draft, lines: WrittenTable['lines']): string {
  const items = lines.map((line) => `${line.key}${habits.equals}${rawText(line)}`);
  return `{${habits.padding}${items.join(', ')}${habits.padding}}`;
}

function rawText({ value }: Content): string {
  return value.type === 'raw' ? value.text : '';
}

function hasComments({ above, beside }: Content): boolean {
  return above.length > 0 || beside !== '';
}

/** The pieces of a table; also, with `evenDamaged`, where lines that cannot be read try to add to it. */
export function readTable(outline: Outline, path: KeyPath, evenDamaged = false): WrittenTable | null {
  const value = valueAt(outline.document.root, path);
  const isNamed = typeof path.at(-1) === 'string';
  const all = outline.under(path);
  const statements = evenDamaged ? all.filter(({ isDamaged }) => !isDamaged) : all;
  if (value?.type !== 'table' || !isNamed || statements.some(({ isDamaged }) => isDamaged)) return null;
  switch (value.origin) {
    case 'inline':
      return readInline(outline, path);
    case 'dotted':
      return readDotted(outline, path, statements);
    case 'header':
      return readSection(outline, path, statements);
    default:
      return null;
  }
}

function readInline(outline: Outline, path: KeyPath): WrittenTable | null {
  const { document } = outline;
  const value = valueAt(document.root, path);
  const statement = outline.statements.find(
    ({ kind, path: own }) => kind === 'key-value' && samePath(own, path),
  );
  if (value === undefined || statement === undefined) return null;
  const brackets = readBrackets(document, value);
  const isCommented = brackets.comments > 0 || brackets.items.some(({ lines }) => (lines?.comments ?? 0) > 0);
  if (isCommented) return null;
  const lines = brackets.items.map(({ keys, valueStart, end }) => ({
    key: keyTextOf(document.text, keys, 0, keys.length - 1),
    ...contentOf(document.text.slice(valueStart, end), [], ''),
  }));
  const around = statement.section?.path ?? [];
  const names = statement.keys.map(({ name }) => name);
  return {
    form: 'inline',
    statements: [statement],
    around,
    names,
    lines,
    ...commentsOf(outline, statement, value.end),
  };
}

/** Only where all its keys stand in one section. */
function readDotted(outline: Outline, path: KeyPath, statements: readonly Statement[]): WrittenTable | null {
  const [first] = statements;
  const isTogether = statements.every(
    ({ kind, section }) => kind === 'key-value' && section === first?.section,
  );
  if (first === undefined || !isTogether) return null;
  const part = outline.partOf(first, path);
  const around = first.section?.path ?? [];
  const lines = statements.map((statement) => lineOf(outline, statement, part + 1));
  const names = first.keys.slice(0, part + 1).map(({ name }) => name);
  return { form: 'dotted', statements, around, names, lines, above: [], beside: '' };
}

/** Only a section without tables of its own, elsewhere or below it. */
function readSection(outline: Outline, path: KeyPath, statements: readonly Statement[]): WrittenTable | null {
  const header = outline.headerOf(path);
  const keys = outline.keysUnder(header);
  if (header === undefined || statements.length !== keys.length + 1) return null;
  const around = nearestHome(outline, path);
  const names = path.slice(around.length);
  if (!names.every((name) => typeof name === 'string')) return null;
  const { text } = outline.document;
  const close = text.indexOf(']', header.keys.at(-1)?.end ?? header.start) + 1;
  return {
    form: 'header',
    statements,
    around,
    names,
    lines: keys.map((key) => lineOf(outline, key, 0)),
    ...commentsOf(outline, header, close),
  };
}

/** The nearest table around that has a header; else the root. */
export function nearestHome(outline: Outline, path: KeyPath): KeyPath {
  for (let length = path.length - 1; length > 0; length--) {
    const around = path.slice(0, length);
    if (outline.headerOf(around) !== undefined) return around;
  }
  return [];
}

function lineOf(outline: Outline, statement: Statement, from: number): Content & { readonly key: string } {
  const { text, root } = outline.document;
  const value = valueAt(root, statement.path) ?? { start: statement.end, end: statement.end };
  const { above, beside } = commentsOf(outline, statement, value.end);
  const key = keyTextOf(text, statement.keys, from, statement.keys.length - 1);
  return { key, ...contentOf(text.slice(value.start, value.end), above, beside) };
}

function contentOf(text: string, above: readonly string[], beside: string): Content {
  return { value: { type: 'raw', text }, above, beside };
}

/** The comments of a statement: above it, and beside it behind an offset. */
export function commentsOf(outline: Outline, { expression, end }: Statement, from: number) {
  const { tree, text } = outline.document;
  return { above: commentsAbove(tree, expression), beside: text.slice(from, end).trimEnd() };
}
