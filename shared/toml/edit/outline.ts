/** The lines of a document that say something, headers and keys, each with the path it leads to. */

import type { Span } from '../../text/text.ts';
import type { TomlDocument } from '../index.ts';
import { decodeKey, keysOf } from '../key-path.ts';
import { isKey, Token } from '../tokens.ts';
import { Expression } from '../tree.ts';
import type { ArrayValue, TableValue, TomlProblem, TomlValue } from '../types.ts';
import { samePath, startsWith } from './path.ts';
import type { KeyPath } from './types.ts';

/** One segment of a key as it is written. */
export interface KeyPart extends Span {
  readonly name: string;
}

/** A header or a key with its value. */
export interface Statement extends Span {
  readonly kind: 'table' | 'array-table' | 'key-value';
  /** Its place among the statements. */
  readonly index: number;
  /** Its place among the expressions of the tree. */
  readonly expression: number;
  /** The header above; for a header, itself; undefined before the first header. */
  readonly section: Statement | undefined;
  readonly keys: readonly KeyPart[];
  /** What it defines, with array indexes; as near as can be told when it is damaged. */
  readonly path: KeyPath;
  /** Whether it cannot be read for certain: a problem in it, or one that keeps its value out of the values. */
  readonly isDamaged: boolean;
}

export class Outline {
  readonly document: TomlDocument;
  /** In the order of the text. */
  readonly statements: readonly Statement[];

  constructor(document: TomlDocument) {
    this.document = document;
    this.statements = new OutlineReader(document).read();
  }

  /** What defines the path or something inside it. */
  under(path: KeyPath): Statement[] {
    return this.statements.filter((statement) => startsWith(statement.path, path));
  }

  /** The header that opens exactly this table or array element; undefined for the root and tables without one. */
  headerOf(path: KeyPath): Statement | undefined {
    return this.statements.find(({ kind, path: own }) => kind !== 'key-value' && samePath(own, path));
  }

  /** The statement that stands around an offset. */
  statementAt(offset: number): Statement | undefined {
    return this.statements.findLast(({ start }) => start <= offset);
  }

  /** The header after a section; undefined when it is the last one. */
  headerAfter(section: Statement | undefined): Statement | undefined {
    const from = section === undefined ? 0 : section.index + 1;
    for (let index = from; index < this.statements.length; index++) {
      const statement = this.statements[index];
      if (statement?.kind !== 'key-value') return statement;
    }
    return undefined;
  }

  /** The keys directly under a header, or before the first one. */
  keysUnder(section: Statement | undefined): Statement[] {
    const end = this.headerAfter(section)?.index;
    return this.statements.slice(section === undefined ? 0 : section.index + 1, end);
  }

  /** Which of the written parts of a statement is the last segment of the path; negative when a header above has it. */
  partOf(statement: Statement, path: KeyPath): number {
    const names = keysOf(path).length;
    const inherited = statement.kind === 'key-value' ? keysOf(statement.section?.path ?? []).length : 0;
    return names - inherited - 1;
  }
}

/** The written text from one key part up to the end of another. */
export function keyTextOf(text: string, keys: readonly KeyPart[], from: number, to: number): string {
  const first = keys[from];
  const last = keys[to];
  return first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}

class OutlineReader {
  readonly #document: TomlDocument;
  readonly #statements: Statement[] = [];
  readonly #problems: readonly TomlProblem[];
  #nextProblem = 0;
  /** The section being read: its header and the table it opens, which is undefined when it opens none. */
  #section: Statement | undefined;
  #table: TableValue | undefined;

  constructor(document: TomlDocument) {
    this.#document = document;
    this.#table = document.root;
    // Newer syntax is understood all the same; whoever edits around it changes nothing about that.
    this.#problems = document.problems.filter(
      ({ code, severity }) => severity === 'error' && code !== 'toml-1.1-syntax',
    );
  }

  read(): Statement[] {
    const { expressions } = this.#document.tree;
    for (let expression = 0; expression < expressions.count; expression++) {
      const kind = expressions.kindOf(expression);
      if (kind === Expression.KeyValue) this.#readKeyValue(expression);
      else if (kind === Expression.Table || kind === Expression.ArrayTable) {
        this.#readHeader(expression, kind === Expression.ArrayTable);
      }
    }
    return this.#statements;
  }

  #readHeader(expression: number, isArray: boolean): void {
    const { tokens, expressions } = this.#document.tree;
    const keys = this.#keys(expression, Token.HeaderClose);
    let open = expressions.startOf(expression);
    while (tokens.kindOf(open) !== Token.HeaderOpen) open++;
    const { path, table } = tableOfHeader(
      this.#document.root,
      keysOf(keys.map(({ name }) => name)),
      tokens.startOf(open),
    );
    const header: Statement & { section: Statement | undefined } = {
      kind: isArray ? 'array-table' : 'table',
      index: this.#statements.length,
      expression,
      ...this.#span(expression),
      section: undefined,
      keys,
      path,
      isDamaged: this.#hasProblem(expression) || table === undefined,
    };
    header.section = header;
    this.#statements.push(header);
    this.#section = header;
    this.#table = table;
  }

  #readKeyValue(expression: number): void {
    const keys = this.#keys(expression, Token.Equals);
    const path = [...(this.#section?.path ?? []), ...keys.map(({ name }) => name)];
    this.#statements.push({
      kind: 'key-value',
      index: this.#statements.length,
      expression,
      ...this.#span(expression),
      section: this.#section,
      keys,
      path,
      isDamaged: this.#hasProblem(expression) || !this.#isRead(keys),
    });
  }

  /** Whether the key has come to stand among the values: not when it repeats another. */
  #isRead(keys: readonly KeyPart[]): boolean {
    let value: TomlValue | undefined = this.#table;
    let start = -1;
    for (const { name } of keys) {
      const entry: { value: TomlValue; keySpan: Span } | undefined =
        value?.type === 'table' ? value.entries.get(name) : undefined;
      value = entry?.value;
      start = entry?.keySpan.start ?? -1;
    }
    return start === keys.at(-1)?.start;
  }

  #keys(expression: number, end: Token): KeyPart[] {
    const { text, tokens, expressions } = this.#document.tree;
    const keys: KeyPart[] = [];
    for (let token = expressions.startOf(expression); token < expressions.endOf(expression); token++) {
      const kind = tokens.kindOf(token);
      if (kind === end) break;
      if (!isKey(kind)) continue;
      const span = { start: tokens.startOf(token), end: tokens.endOf(token) };
      keys.push({ name: decodeKey(text, kind, span.start, span.end), ...span });
    }
    return keys;
  }

  /** The line without the byte order mark. */
  #span(expression: number): Span {
    const { tokens, expressions } = this.#document.tree;
    const first = expressions.startOf(expression);
    const isMark = tokens.kindOf(first) === Token.ByteOrderMark;
    return {
      start: isMark ? tokens.endOf(first) : tokens.startOf(first),
      end: tokens.startOf(expressions.endOf(expression)),
    };
  }

  /** Whether a problem begins in the expression, or it runs on into the next line's expression. */
  #hasProblem(expression: number): boolean {
    const { text, tokens, expressions } = this.#document.tree;
    const { start, end } = this.#span(expression);
    const isLast = end === text.length;
    const lastToken = expressions.endOf(expression) - 1;
    let isFound = !isLast && tokens.kindOf(lastToken) !== Token.Newline;
    for (;;) {
      const problem = this.#problems[this.#nextProblem];
      if (problem === undefined || (isLast ? problem.start > end : problem.start >= end)) return isFound;
      isFound ||= problem.start >= start;
      this.#nextProblem++;
    }
  }
}

/**
 * The path a header leads to, with the indexes of the arrays it passes: the last element that begins before it.
 * No table when the header is one that could not be had, because it repeats another or runs into a value.
 */
function tableOfHeader(
  root: TableValue,
  names: readonly string[],
  start: number,
): { path: KeyPath; table: TableValue | undefined } {
  const path: (string | number)[] = [];
  let table: TableValue | undefined = root;
  for (const name of names) {
    path.push(name);
    const value: TomlValue | undefined = table?.entries.get(name)?.value;
    table = value?.type === 'table' ? value : undefined;
    if (value?.type === 'array' && value.ofTables) {
      const index = lastItemBefore(value, start);
      const item: TomlValue | undefined = value.items[index];
      path.push(index);
      table = item?.type === 'table' ? item : undefined;
    }
  }
  const isOpened = table?.start === start && (table.origin === 'header' || table.origin === 'array-element');
  return { path, table: isOpened ? table : undefined };
}

function lastItemBefore(array: ArrayValue, offset: number): number {
  let low = 0;
  let high = array.items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((array.items[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
