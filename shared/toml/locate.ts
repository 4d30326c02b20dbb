/**
 * What stands at an offset of a document, as plain data: for hover, completion and outlines. Works on text that is
 * still being typed, because it reads the lossless tree and not the values.
 */
import type { Span } from '../text/text.ts';
import type { TomlDocument } from './index.ts';
import { keysOf } from './key-path.ts';
import { PathWalk, pathAt } from './key-walk.ts';
import { isKey, isScalar, isTrivia, Token } from './tokens.ts';
import { Expression, type Tree } from './tree.ts';
import type { Entry, TableValue, TomlValue } from './types.ts';

interface PlaceBase {
  /**
   * Key names only, without array indexes: the path of the key or value under the cursor, up to the part the cursor
   * is in; else of the table the place belongs to.
   */
  readonly path: readonly string[];
  /** The same with array indexes, so that it leads through the values. */
  readonly pointer: readonly (string | number)[];
  /** The path of the section around the place: the nearest header above; [] before the first. */
  readonly table: readonly string[];
  /** What a hover marks and a completion replaces; empty, at the offset, where nothing is written. */
  readonly span: Span;
  /** What is written of it before the cursor, as it stands there. */
  readonly typed: string;
}

/** Where a key stands or could be typed. */
export interface KeyPlace extends PlaceBase {
  /** `blank` is a line, or the start of one, where a header could stand as well. */
  readonly kind: 'key' | 'header' | 'blank';
  /** The path of the table the key belongs to. */
  readonly parent: readonly string[];
  /** The keys that table has already, without the one under the cursor. */
  readonly existing: readonly string[];
  /** Whether an equals sign follows; for a header, whether a closing bracket does. */
  readonly isComplete: boolean;
  /** Whether the key stands inside `{ }`. */
  readonly isInline: boolean;
  /** Whether the header is one of `[[ ]]`. */
  readonly isArrayHeader: boolean;
}

/** Where a value stands or could be typed. */
export interface ValuePlace extends PlaceBase {
  readonly kind: 'value';
  /** What is there already; a cursor at a bracket counts as standing before or after it. */
  readonly written: 'nothing' | 'word' | 'string';
  /** The quotes a string opens with, else "". */
  readonly quotes: string;
  /** Whether the value is an item of an array; its index ends the pointer. */
  readonly isItem: boolean;
}

/** A comment, or a place where nothing but punctuation can stand. */
export interface OtherPlace extends PlaceBase {
  readonly kind: 'comment' | 'other';
}

export type Place = KeyPlace | ValuePlace | OtherPlace;

/** What stands at an offset, which is clamped to the text. Between two tokens the left one counts, blanks aside. */
export function locate(document: TomlDocument, offset: number): Place {
  const at = Math.min(Math.max(offset, 0), document.text.length);
  return new Locator(document, at).place();
}

/**
 * The entry a path leads to. Where it passes an array without naming an index, the item counts that begins last
 * before `offset`.
 */
export function entryAt(
  root: TableValue,
  path: readonly (string | number)[],
  offset = Number.POSITIVE_INFINITY,
): Entry | undefined {
  let value: TomlValue | undefined = root;
  let entry: Entry | undefined;
  for (const segment of path) {
    if (typeof segment === 'number') {
      value = value?.type === 'array' ? value.items[segment] : undefined;
    } else {
      entry = tableOf(value, offset)?.entries.get(segment);
      value = entry?.value;
    }
  }
  return value === undefined ? undefined : entry;
}

class Locator {
  readonly #document: TomlDocument;
  readonly #tree: Tree;
  readonly #at: number;
  /** Index of the expression at the offset; -1 on the empty line after the last line break. */
  readonly #expression: number;
  /** Where the tokens before the cursor have led to. */
  readonly #walk = new PathWalk();
  /** The token the cursor is in or touches; -1 between blanks and punctuation. */
  #token = -1;
  /** The pointer of the section around the place. */
  readonly #section: readonly (string | number)[];

  constructor(document: TomlDocument, at: number) {
    this.#document = document;
    this.#tree = document.tree;
    this.#at = at;
    this.#expression = continuedBy(document.tree, expressionAt(document.tree, at));
    if (this.#expression >= 0) this.#readTokens();
    const isInHeader = isHeader(this.#kind) && this.#walk.previous !== Token.HeaderClose;
    this.#section = isInHeader ? [] : sectionAt(document, this.#expression);
  }

  place(): Place {
    if (this.#token < 0) return this.#emptyPlace();
    const { text, tokens } = this.#tree;
    const kind = tokens.kindOf(this.#token);
    const span = { start: tokens.startOf(this.#token), end: tokens.endOf(this.#token) };
    if (kind === Token.Comment) return { ...this.#base([], span), kind: 'comment' };
    if (kind === Token.Junk) return { ...this.#base([], span), kind: 'other' };
    if (isKey(kind)) {
      this.#walk.step(text, tokens, this.#token);
      const { path } = this.#walk;
      return this.#keyPlace(isHeader(this.#kind) ? 'header' : 'key', path, path.slice(0, -1), span);
    }
    const quotes = kind === Token.Word ? '' : quotesAt(text, span.start);
    return this.#valuePlace(kind === Token.Word ? 'word' : 'string', span, quotes);
  }

  get #kind(): Expression {
    const { expressions } = this.#tree;
    return this.#expression < 0 ? Expression.Blank : expressions.kindOf(this.#expression);
  }

  /** Walks to the cursor. Brackets the parser closed because they were not are still open to someone who types. */
  #readTokens(): void {
    const { text, tokens, expressions } = this.#tree;
    const to = expressions.endOf(this.#expression);
    for (let index = expressions.startOf(this.#expression); index < to; index++) {
      const start = tokens.startOf(index);
      const end = tokens.endOf(index);
      if (start > this.#at) return;
      if (start === end) continue;
      if (this.#token < 0 && isTouched(tokens.kindOf(index), start, end, this.#at)) this.#token = index;
      else if (end <= this.#at) this.#walk.step(text, tokens, index);
    }
  }

  /** Nothing is written at the cursor: what could be depends on the token before it. */
  #emptyPlace(): Place {
    const { previous, path, isInArray, tableLength } = this.#walk;
    const span = { start: this.#at, end: this.#at };
    const table = path.slice(0, tableLength);
    switch (previous) {
      case undefined:
        return this.#keyPlace('blank', [], [], span);
      case Token.HeaderOpen:
        return this.#keyPlace('header', [], [], span);
      case Token.Dot:
        return this.#keyPlace(isHeader(this.#kind) ? 'header' : 'key', path, path, span);
      case Token.TableOpen:
        return this.#keyPlace('key', table, table, span);
      case Token.Equals:
      case Token.ArrayOpen:
        return this.#valuePlace('nothing', span, '');
      case Token.Comma:
        return isInArray ? this.#valuePlace('nothing', span, '') : this.#keyPlace('key', table, table, span);
      default:
        return { ...this.#base(table, span), kind: 'other' };
    }
  }

  #valuePlace(written: ValuePlace['written'], span: Span, quotes: string): ValuePlace {
    const { path, isInArray } = this.#walk;
    return { ...this.#base(path, span), kind: 'value', written, quotes, isItem: isInArray };
  }

  #keyPlace(
    kind: KeyPlace['kind'],
    path: readonly (string | number)[],
    parent: readonly (string | number)[],
    span: Span,
  ): KeyPlace {
    const parentKeys = keysOf([...this.#section, ...parent]);
    const existing = () => this.#existingKeys(parentKeys, span);
    return {
      ...this.#base(path, span),
      kind,
      parent: parentKeys,
      // Few who ask for a place want them, and a table may have a million.
      get existing() {
        return existing();
      },
      isComplete: this.#isFollowedBy(kind === 'header' ? Token.HeaderClose : Token.Equals),
      isInline: this.#walk.tableLength > 0,
      isArrayHeader: this.#kind === Expression.ArrayTable,
    };
  }

  #existingKeys(parent: readonly string[], span: Span): string[] {
    const { root } = this.#document;
    const table = parent.length === 0 ? root : tableOf(entryAt(root, parent, this.#at)?.value, this.#at);
    const entries = [...(table?.entries.values() ?? [])];
    return entries.filter((entry) => entry.keySpan.start !== span.start).map((entry) => entry.key);
  }

  /** Whether the key at the cursor goes on to a token of that kind. */
  #isFollowedBy(kind: Token): boolean {
    const { tokens, expressions } = this.#tree;
    if (this.#expression < 0) return false;
    for (
      let index = expressions.startOf(this.#expression);
      index < expressions.endOf(this.#expression);
      index++
    ) {
      if (tokens.endOf(index) <= this.#at && index !== this.#token) continue;
      const next = tokens.kindOf(index);
      if (next === kind) return tokens.endOf(index) > tokens.startOf(index);
      if (!isKey(next) && !isTrivia(next) && next !== Token.Dot) return false;
    }
    return false;
  }

  #base(path: readonly (string | number)[], span: Span): PlaceBase {
    const pointer = [...this.#section, ...path];
    return {
      path: keysOf(pointer),
      pointer,
      table: keysOf(this.#section),
      span,
      typed: this.#tree.text.slice(span.start, Math.max(span.start, this.#at)),
    };
  }
}

function expressionAt(tree: Tree, at: number): number {
  const { tokens, expressions } = tree;
  const isAfterLastLine = at === tree.text.length && tokens.kindOf(tokens.count - 1) === Token.Newline;
  return tokens.count === 0 || isAfterLastLine ? -1 : expressions.indexAt(tokens.indexAt(at));
}

/** The expression that an empty line goes on with for someone who types: one above whose brackets are still open. */
function continuedBy(tree: Tree, expression: number): number {
  const { expressions } = tree;
  if (expression >= 0 && expressions.kindOf(expression) !== Expression.Blank) return expression;
  let above = expression < 0 ? expressions.count - 1 : expression - 1;
  while (above >= 0 && expressions.kindOf(above) === Expression.Blank) above--;
  const isOpen = above >= 0 && expressions.kindOf(above) === Expression.KeyValue && isLeftOpen(tree, above);
  return isOpen ? above : expression;
}

/** Whether a key's value ends with a bracket or comma behind which the parser had to close its brackets. */
function isLeftOpen({ tokens, expressions }: Tree, expression: number): boolean {
  let isClosedByParser = false;
  for (let token = expressions.endOf(expression) - 1; token >= expressions.startOf(expression); token--) {
    const kind = tokens.kindOf(token);
    if (isTrivia(kind)) continue;
    const isClosing = kind === Token.ArrayClose || kind === Token.TableClose;
    if (!isClosing || tokens.startOf(token) < tokens.endOf(token)) {
      return (
        isClosedByParser && (kind === Token.Comma || kind === Token.ArrayOpen || kind === Token.TableOpen)
      );
    }
    isClosedByParser = true;
  }
  return false;
}

/** The pointer of the header at or above an expression; [] before the first one. */
function sectionAt(document: TomlDocument, expression: number): (string | number)[] {
  const { text, tokens, expressions } = document.tree;
  let header = expression < 0 ? expressions.count - 1 : expression;
  while (header >= 0 && !isHeader(expressions.kindOf(header))) header--;
  if (header < 0) return [];
  const from = expressions.startOf(header);
  const keys = keysOf(pathAt(text, tokens, from, expressions.endOf(header)));
  return withIndexes(document.root, keys, tokens.startOf(expressions.endOf(header)));
}

/** Adds the index of the array element that a header means at that place: the last one before it. */
function withIndexes(root: TableValue, keys: readonly string[], before: number): (string | number)[] {
  const pointer: (string | number)[] = [];
  let table: TableValue | undefined = root;
  for (const key of keys) {
    const value: TomlValue | undefined = table?.entries.get(key)?.value;
    pointer.push(key);
    if (value?.type === 'array') pointer.push(itemBefore(value.items, before));
    table = tableOf(value, before);
  }
  return pointer;
}

function tableOf(value: TomlValue | undefined, before: number): TableValue | undefined {
  const table = value?.type === 'array' ? value.items[itemBefore(value.items, before)] : value;
  return table?.type === 'table' ? table : undefined;
}

function itemBefore(items: readonly TomlValue[], offset: number): number {
  return Math.max(
    items.findLastIndex((item) => item.start <= offset),
    0,
  );
}

function isHeader(kind: Expression): boolean {
  return kind === Expression.Table || kind === Expression.ArrayTable;
}

/** Whether the cursor is in the token or at one of its ends; of a comment, after its `#`. */
function isTouched(kind: Token, start: number, end: number, at: number): boolean {
  if (end < at) return false;
  if (kind === Token.Comment || kind === Token.Junk) return start < at;
  return isKey(kind) || isScalar(kind);
}

function quotesAt(text: string, start: number): string {
  const quote = text.charAt(start);
  return text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
}
