/** Inserting what does not exist yet: into brackets, among the keys of a table, or as a section of its own. */
import type { TableValue } from '../types.ts';
import { insertItem } from './bracket-edits.ts';
import { type BracketItem, readBrackets } from './brackets.ts';
import { findDestination, namesBefore, type Request, refuseComments, wrap } from './destination.ts';
import type { Draft } from './draft.ts';
import { checkUnused } from './health.ts';
import { insertKeys, type KeyLine } from './insert-keys.ts';
import { keyMannerOf, writeKey } from './lines.ts';
import { type Spelling, spell } from './literal.ts';
import { keyTextOf } from './outline.ts';
import { bracketsAround, valueAt } from './path.ts';
import { placeAmong } from './place.ts';
import { refuse } from './refusal.ts';
import { insertElement, insertTable } from './sections.ts';
import { tableForm } from './table-form.ts';
import { eolAt } from './territory.ts';
import type { KeyPath, NewValue, Refusal } from './types.ts';
import { isOfTables, readBack } from './value.ts';

/** A value with the comments that come with it. */
export interface Content {
  readonly value: NewValue;
  /** Comments for the lines above, without indentation. */
  readonly above: readonly string[];
  /** What follows the value on its line: nothing, or blanks and a comment. */
  readonly beside: string;
  /** The last segment of the key as it is to be written, where that is decided. */
  readonly key?: string;
}

/**
 * Inserts at a path that does not exist, or before the item it names. What of the path is missing is made, in the form
 * the file uses for its tables.
 */
export function insertContent(
  draft: Draft,
  path: KeyPath,
  content: Content,
  request: Request,
): Refusal | undefined {
  const { root } = draft.document;
  const destination = findDestination(root, path, content.value, request);
  if ('code' in destination) return destination;
  const refusal = checkUnused(draft.outline, path);
  if (refusal !== undefined) return refusal;
  const { container, at, rest } = destination;
  const isInBrackets = bracketsAround(root, path.slice(0, at.length + 1)) >= 0;
  if (isInBrackets) return insertInBrackets(draft, at, rest, content, request);
  if (container.type === 'table') return insertInTable(draft, container, at, rest, content, request);
  const wrapped = wrap(rest.slice(1), content.value);
  const table = wrapped?.type === 'raw' ? readBack(wrapped, draft.document.version) : wrapped;
  return table?.type === 'table'
    ? insertElement(draft, at, Number(rest[0]), { ...content, value: table })
    : refuse('not-a-table', path.slice(0, at.length + 1));
}

function insertInTable(
  draft: Draft,
  table: TableValue,
  at: KeyPath,
  rest: KeyPath,
  content: Content,
  request: Request,
): Refusal | undefined {
  const inner = namesBefore(rest, content.value);
  const name = inner?.names[0];
  if (inner === undefined || name === undefined) return refuse('index-out-of-range', [...at, ...rest]);
  if (draft.outline.headerOf(at)?.isDamaged) return refuse('damaged', at);
  const isNested = inner.names.length > 1 || isOfTables(inner.value);
  const form = isNested ? tableForm(draft, at, table, inner.value) : 'line';
  const leaf = { ...content, value: inner.value };
  if (form === 'header' || (form === 'dotted' && table.origin === 'implicit')) {
    return insertTable(draft, at, inner.names, leaf, request);
  }
  const lines = form === 'inline' ? [inlineLine(inner.names, leaf)] : dottedLines(inner.names, leaf);
  if (table.origin !== 'implicit') return insertKeys(draft, at, lines, request);
  const value: NewValue = { type: 'raw', text: spell(lines[0]?.value ?? inner.value, draft.habits) };
  return insertTable(draft, at, [name], { ...leaf, value }, request);
}

/** One line with the tables that are missing in braces. */
function inlineLine(names: readonly string[], content: Content): KeyLine {
  const value = wrap(names.slice(1), content.value) ?? content.value;
  return { ...content, names: names.slice(0, 1), value };
}

/** A line for each value in a table, however deep: `a.b = 1`, `a.c.d = 2`. */
function dottedLines(names: readonly string[], content: Content): KeyLine[] {
  const { value } = content;
  if (value.type !== 'table' || value.entries.size === 0 || value.origin === 'inline')
    return [{ ...content, names }];
  const lines = Array.from(value.entries, ([key, entry]) =>
    dottedLines([...names, key], { value: entry.value, above: [], beside: '' }),
  ).flat();
  return lines.map((line, index) =>
    index === 0 ? { ...line, above: content.above, beside: content.beside } : line,
  );
}

function insertInBrackets(
  draft: Draft,
  at: KeyPath,
  rest: KeyPath,
  content: Content,
  request: Request,
): Refusal | undefined {
  const { document, outline, habits } = draft;
  const path = [...at, ...rest];
  const depth = bracketsAround(document.root, path.slice(0, at.length + 1));
  const list = valueAt(document.root, path.slice(0, depth));
  const statement = list && outline.statementAt(list.start);
  if (list === undefined || statement === undefined || statement.isDamaged) return refuse('damaged', path);
  const brackets = readBrackets(document, list);
  const eol = eolAt(document.tree, statement.expression + 1);
  let added: { index: number; text: string } | undefined;
  if (list.type === 'array') {
    const value = wrap(rest.slice(1), content.value);
    const spelling = spellingLike(document.text, brackets.items, habits);
    if (value !== undefined) added = { index: Number(rest[0]), text: spell(value, spelling) };
  } else added = inlineKey(draft, brackets.items, { at, rest, depth }, content, request);
  if (added === undefined) return refuse('index-out-of-range', path);
  const { index, text } = added;
  const bracketHabits = { padding: habits.padding, indent: habits.indent || '  ', eol };
  const item = { text, above: content.above, beside: content.beside };
  const changes = insertItem(document, brackets, index, item, bracketHabits);
  if (changes === undefined) return refuseComments(path, depth, request);
  draft.replace(changes);
  return undefined;
}

/** The key with its value as an item of an inline table, and its place there. */
function inlineKey(
  draft: Draft,
  items: readonly BracketItem[],
  { at, rest, depth }: { at: KeyPath; rest: KeyPath; depth: number },
  content: Content,
  request: Request,
): { index: number; text: string } | undefined {
  const { document, habits } = draft;
  const inner = namesBefore(rest, content.value);
  const name = inner?.names[0];
  if (inner === undefined || name === undefined) return undefined;
  const part = at.length - depth;
  const siblings = items
    .map((item, index) => ({ item, index, name: item.keys[part]?.name ?? '' }))
    .filter(
      ({ item }) => item.keys.length > part && at.slice(depth).every((key, i) => item.keys[i]?.name === key),
    );
  const place = placeAmong(at, name, siblings, request);
  const like = place.side === 'end' ? siblings.at(-1) : place.sibling;
  const isDotted = items.some(({ keys }) => keys.length > 1);
  const names = isDotted ? inner.names : [name];
  const value = isDotted ? inner.value : (wrap(inner.names.slice(1), inner.value) ?? inner.value);
  const manner = keyMannerOf(
    document,
    items.flatMap(({ keys }) => keys),
    habits,
  );
  const written = names.map((key) => writeKey(key, manner));
  if (content.key !== undefined && names.length === rest.length) written[written.length - 1] = content.key;
  if (part > 0 && like !== undefined) written.unshift(keyTextOf(document.text, like.item.keys, 0, part - 1));
  const equalsItem = like?.item ?? items[0];
  const equals = equalsItem === undefined ? habits.equals : equalsText(document.text, equalsItem);
  const text =
    written.join('.') + equals + spell(value, spellingLike(document.text, items, { ...habits, equals }));
  if (place.side !== 'end') return { index: place.sibling.index + (place.side === 'after' ? 1 : 0), text };
  return { index: like === undefined || part === 0 ? items.length : like.index + 1, text };
}

function equalsText(text: string, item: BracketItem): string {
  const between = text.slice(item.keys.at(-1)?.end ?? item.start, item.valueStart);
  return /^ ?= ?$/.test(between) ? between : ' = ';
}

/** Strings are written as the first string among the items is. */
function spellingLike(text: string, items: readonly BracketItem[], spelling: Spelling): Spelling {
  const quote = items
    .map(({ valueStart }) => text.charAt(valueStart))
    .find((first) => first === '"' || first === "'");
  return quote === undefined ? spelling : { ...spelling, isLiteral: quote === "'" };
}
