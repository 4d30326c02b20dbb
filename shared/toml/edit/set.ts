/** Giving a path a value, with as little change as can be. */
import type { ArrayValue, TableValue, TomlValue } from '../types.ts';
import { readBrackets } from './brackets.ts';
import type { Request } from './destination.ts';
import type { Draft } from './draft.ts';
import { checkHealth } from './health.ts';
import { insertContent } from './insert.ts';
import { spellLike } from './literal.ts';
import { isBracketed, valueAt } from './path.ts';
import { refuse } from './refusal.ts';
import { removePath } from './remove.ts';
import { commentsAbove, eolAt } from './territory.ts';
import type { KeyPath, NewArray, NewTable, NewValue, Refusal } from './types.ts';
import { isOfTables, isWritten, readBack } from './value.ts';

/**
 * Sets or inserts. Tables and arrays are set key by key and item by item, so that what is the same stays as it is
 * written; keys and items that the new value lacks are deleted.
 */
export function setPath(draft: Draft, path: KeyPath, value: NewValue, request: Request): Refusal | undefined {
  const { document, outline } = draft;
  const current = valueAt(document.root, path);
  if (current === undefined) return insertContent(draft, path, { value, above: [], beside: '' }, request);
  if (value.type !== 'raw' && isWritten(value, current)) return undefined;
  const refusal = path.length === 0 ? undefined : checkHealth(outline, path);
  if (refusal !== undefined) return refusal;
  const hasOwnText = (current.type !== 'table' && current.type !== 'array') || isBracketed(current);
  if (value.type !== 'raw') return setValue(draft, path, current, value, request);
  if (hasOwnText) return replaceText(draft, current, value.text);
  const read = readBack(value, document.version);
  return read === undefined ? refuse('invalid-value', path) : setValue(draft, path, current, read, request);
}

function setValue(
  draft: Draft,
  path: KeyPath,
  current: TomlValue,
  value: NewValue,
  request: Request,
): Refusal | undefined {
  if (current.type === 'table' && value.type === 'table')
    return setEntries(draft, path, current, value, request);
  if (current.type === 'array' && value.type === 'array' && (!current.ofTables || isOfTables(value))) {
    return setItems(draft, path, current, value, request);
  }
  const isOfSections = (current.type === 'table' || current.type === 'array') && !isBracketed(current);
  if (!isOfSections) return replaceText(draft, current, spelled(draft, current, value));
  const isElement = typeof path.at(-1) === 'number';
  if (path.length === 0 || (isElement && current.type === 'table')) return refuse('not-a-table', path);
  return replaceSections(draft, path, value, request);
}

function setEntries(
  draft: Draft,
  path: KeyPath,
  current: TableValue,
  value: NewTable,
  request: Request,
): Refusal | undefined {
  for (const [key, entry] of value.entries) {
    const refusal = setPath(draft, [...path, key], entry.value, request);
    if (refusal !== undefined) return refusal;
  }
  for (const key of current.entries.keys()) {
    const refusal = value.entries.has(key) ? undefined : removePath(draft, [...path, key]);
    if (refusal !== undefined) return refusal;
  }
  // A table without a header of its own has ended with its last key.
  const isGone = valueAt(draft.document.root, path) === undefined;
  return isGone ? insertContent(draft, path, { value, above: [], beside: '' }, request) : undefined;
}

function setItems(
  draft: Draft,
  path: KeyPath,
  current: ArrayValue,
  value: NewArray,
  request: Request,
): Refusal | undefined {
  const { items } = current;
  const shared = sharedEnds(items, value.items);
  if (!current.ofTables && !/[\r\n]/.test(textOf(draft, current)) && items.every(isScalar)) {
    return replaceText(draft, current, rewrittenItems(draft, current, value.items, shared));
  }
  const oldEnd = items.length - shared.after;
  const newEnd = value.items.length - shared.after;
  for (let index = shared.before; index < Math.min(oldEnd, newEnd); index++) {
    const item = value.items[index];
    const refusal = item && setPath(draft, [...path, index], item, request);
    if (refusal !== undefined) return refusal;
  }
  for (let index = oldEnd; index < newEnd; index++) {
    const item = value.items[index];
    const refusal =
      item && insertContent(draft, [...path, index], { value: item, above: [], beside: '' }, request);
    if (refusal !== undefined) return refusal;
  }
  for (let index = oldEnd - 1; index >= newEnd; index--) {
    const refusal = removePath(draft, [...path, index]);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** An array on one line with other items: those it keeps at both ends are written as before. */
function rewrittenItems(
  draft: Draft,
  current: ArrayValue,
  items: readonly NewValue[],
  shared: { readonly before: number; readonly after: number },
): string {
  const { document } = draft;
  const written = current.items.map((item) => textOf(draft, item));
  const kept = written.slice(written.length - shared.after);
  const texts = items.slice(0, items.length - shared.after).map((item, index) => {
    const old = current.items[index] ?? current.items[0];
    if (index < shared.before) return written[index] ?? '';
    return old === undefined ? spelled(draft, current, item) : spelled(draft, old, item);
  });
  const brackets = readBrackets(document, current);
  const [first, second] = brackets.items;
  const last = brackets.items.at(-1);
  const gap = first?.comma && second ? document.text.slice(first.comma.end, second.start) : ' ';
  const opening = first === undefined ? '' : document.text.slice(brackets.inside.start, first.start);
  const closing = last === undefined ? '' : document.text.slice(last.end, brackets.inside.end);
  const all = [...texts, ...kept];
  return all.length === 0 ? '[]' : `[${opening}${all.join(`,${gap}`)}${closing}]`;
}

/** How many items both lists share at their beginnings and ends. */
function sharedEnds(
  items: readonly TomlValue[],
  values: readonly NewValue[],
): { readonly before: number; readonly after: number } {
  const isShared = (index: number, other: number) => {
    const item = items[index];
    const value = values[other];
    return item !== undefined && value !== undefined && isWritten(value, item);
  };
  const shorter = Math.min(items.length, values.length);
  let before = 0;
  while (before < shorter && isShared(before, before)) before++;
  let after = 0;
  while (after < shorter - before && isShared(items.length - 1 - after, values.length - 1 - after)) after++;
  return { before, after };
}

/** Sections give way to a value that they cannot spell, which takes over the comments above them. */
function replaceSections(
  draft: Draft,
  path: KeyPath,
  value: NewValue,
  request: Request,
): Refusal | undefined {
  const { outline } = draft;
  const header = outline.headerOf(path) ?? outline.headerOf([...path, 0]);
  const above = header === undefined ? [] : commentsAbove(outline.document.tree, header.expression);
  return removePath(draft, path) ?? insertContent(draft, path, { value, above, beside: '' }, request);
}

function replaceText(draft: Draft, current: TomlValue, text: string): undefined {
  if (textOf(draft, current) !== text) draft.replace([{ start: current.start, end: current.end, text }]);
}

function spelled(draft: Draft, current: TomlValue, value: NewValue): string {
  const { document, outline, habits } = draft;
  const statement = outline.statementAt(current.start);
  const eol = eolAt(document.tree, (statement?.expression ?? 0) + 1);
  return spellLike(value, textOf(draft, current), habits, eol);
}

function textOf(draft: Draft, value: TomlValue): string {
  return draft.document.text.slice(value.start, value.end);
}

function isScalar({ type }: TomlValue): boolean {
  return type !== 'table' && type !== 'array';
}
