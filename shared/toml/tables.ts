/** Which tables a header or a dotted key may open, add to or define (TOML 1.0, "Table" and "Array of Tables"). */
import type { Span } from '../text/text.ts';
import type { ProblemCode } from './problem-wording.ts';
import type { ArrayValue, Entry, TableOrigin, TableValue } from './types.ts';

/** Why a table cannot be had, and where the earlier definition stands that is in the way. */
export interface Obstacle {
  readonly type: 'obstacle';
  readonly code: ProblemCode;
  readonly earlier: Span;
}

/** What is still being built. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function createTable(origin: TableOrigin, span: Span): TableValue {
  return { type: 'table', start: span.start, end: span.end, origin, entries: new Map() };
}

/** The table a header passes through: `a` in `[a.b]`. In an array of tables it is the last one. */
export function enterByHeader(
  table: TableValue,
  key: string,
  keySpan: Span,
  header: Span,
): TableValue | Obstacle {
  const entry = table.entries.get(key);
  if (entry === undefined) return addTable(table, key, keySpan, 'implicit', header);
  const { value } = entry;
  if (value.type === 'array') return lastTable(value) ?? obstacle('array-is-complete', entry);
  if (value.type !== 'table') return obstacle('value-is-not-a-table', entry);
  return value.origin === 'inline' ? obstacle('inline-table-is-complete', entry) : value;
}

/** The table a dotted key passes through: `a` in `a.b = 1`. Only dotted keys may have made it. */
export function enterByDottedKey(
  table: TableValue,
  key: string,
  keySpan: Span,
  dottedKey: Span,
): TableValue | Obstacle {
  const entry = table.entries.get(key);
  if (entry === undefined) return addTable(table, key, keySpan, 'dotted', dottedKey);
  const { value } = entry;
  if (value.type === 'array') return obstacle('array-is-complete', entry);
  if (value.type !== 'table') return obstacle('value-is-not-a-table', entry);
  if (value.origin === 'dotted') return value;
  return obstacle(value.origin === 'inline' ? 'inline-table-is-complete' : 'table-is-complete', entry);
}

/** The table that `[name]` defines: a new one, or one that existed only because others are inside it. */
export function defineTable(
  table: TableValue,
  key: string,
  keySpan: Span,
  header: Span,
): TableValue | Obstacle {
  const entry = table.entries.get(key);
  if (entry === undefined) return addTable(table, key, keySpan, 'header', header);
  const { value } = entry;
  if (value.type !== 'table') {
    const isOfTables = value.type === 'array' && value.ofTables;
    return obstacle(isOfTables ? 'array-is-not-a-table' : 'value-is-not-a-table', entry);
  }
  if (value.origin === 'inline') return obstacle('inline-table-is-complete', entry);
  if (value.origin !== 'implicit') return obstacle('duplicate-table', entry);
  const defined: Writable<TableValue> = value;
  defined.origin = 'header';
  defined.start = header.start;
  defined.end = header.end;
  const named: Writable<Entry> = entry;
  named.keySpan = keySpan;
  return value;
}

/** The new table that `[[name]]` appends. */
export function defineArrayTable(
  table: TableValue,
  key: string,
  keySpan: Span,
  header: Span,
): TableValue | Obstacle {
  const element = createTable('array-element', header);
  const entry = table.entries.get(key);
  if (entry === undefined) {
    const { start, end } = header;
    const value: ArrayValue = { type: 'array', start, end, ofTables: true, items: [element] };
    table.entries.set(key, { key, keySpan, value });
    return element;
  }
  const { value } = entry;
  if (value.type === 'table') {
    return obstacle(value.origin === 'inline' ? 'inline-table-is-complete' : 'table-is-not-an-array', entry);
  }
  if (value.type !== 'array') return obstacle('value-is-not-a-table', entry);
  if (!value.ofTables) return obstacle('array-is-complete', entry);
  value.items.push(element);
  return element;
}

function addTable(
  table: TableValue,
  key: string,
  keySpan: Span,
  origin: TableOrigin,
  span: Span,
): TableValue {
  const value = createTable(origin, span);
  table.entries.set(key, { key, keySpan, value });
  return value;
}

function lastTable(array: ArrayValue): TableValue | undefined {
  const last = array.ofTables ? array.items.at(-1) : undefined;
  return last?.type === 'table' ? last : undefined;
}

/** What an entry is in the way of. */
export function obstacle(code: ProblemCode, entry: Entry): Obstacle {
  return { type: 'obstacle', code, earlier: entry.keySpan };
}
