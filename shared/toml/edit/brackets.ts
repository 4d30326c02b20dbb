/** What stands between the brackets of an array or the braces of an inline table. */

import type { Span } from '../../text/text.ts';
import type { TomlDocument } from '../index.ts';
import { decodeKey } from '../key-path.ts';
import { isKey, isTrivia, Token } from '../tokens.ts';
import type { TomlValue } from '../types.ts';
import type { KeyPart } from './outline.ts';
import { startsWith } from './path.ts';
import type { KeyPath } from './types.ts';

/** An item with the places of its own; a key with its value in inline tables. */
export interface BracketItem extends Span {
  /** Empty in arrays. */
  readonly keys: readonly KeyPart[];
  /** Where the value begins. */
  readonly valueStart: number;
  /** The comma behind it. */
  readonly comma: Span | undefined;
  /** The lines that it has for itself; undefined when it shares its first or last line. */
  readonly lines: ItemLines | undefined;
  /** Whether nothing but white space stands before it on its line. */
  readonly startsLine: boolean;
}

export interface ItemLines {
  /** Where the comments above it begin, or its line. */
  readonly start: number;
  /** Where its own line begins. */
  readonly itemLine: number;
  /** After its line break. */
  readonly end: number;
  /** Comments of its own: above and beside it. */
  readonly comments: number;
}

export interface Brackets {
  readonly isTable: boolean;
  /** Between the brackets. */
  readonly inside: Span;
  readonly items: readonly BracketItem[];
  /** How many comments stand between the brackets, outside of the items. */
  readonly comments: number;
}

/** Reads an array or inline table that has no problems. */
export function readBrackets(document: TomlDocument, value: TomlValue): Brackets {
  return new BracketReader(document, value).read();
}

/** The items that write what a path leads to: an index in arrays, names in inline tables. */
export function itemsAt({ items, isTable }: Brackets, path: KeyPath): BracketItem[] {
  const isMeant = ({ keys }: BracketItem) =>
    startsWith(
      keys.map(({ name }) => name),
      path,
    );
  return items.filter((item, index) => (isTable ? isMeant(item) : index === path[0]));
}

class BracketReader {
  readonly #document: TomlDocument;
  readonly #open: number;
  readonly #isTable: boolean;

  constructor(document: TomlDocument, value: TomlValue) {
    this.#document = document;
    this.#open = document.tree.tokens.indexAt(value.start);
    this.#isTable = value.type === 'table';
  }

  read(): Brackets {
    const { tokens } = this.#document.tree;
    const items: BracketItem[] = [];
    let depth = 1;
    let comments = 0;
    let first = -1;
    let last = -1;
    for (let token = this.#open + 1; ; token++) {
      const kind = tokens.kindOf(token);
      if (kind === Token.ArrayClose || kind === Token.TableClose) depth--;
      if (depth === 0 || (depth === 1 && kind === Token.Comma)) {
        if (first >= 0) items.push(this.#item(first, last, kind === Token.Comma ? token : -1));
        first = -1;
        if (depth > 0) continue;
        const inside = { start: tokens.endOf(this.#open), end: tokens.startOf(token) };
        return { isTable: this.#isTable, inside, items, comments };
      }
      if (kind === Token.ArrayOpen || kind === Token.TableOpen) depth++;
      if (kind === Token.Comment && depth === 1) comments++;
      if (isTrivia(kind)) continue;
      if (first < 0) first = token;
      last = token;
    }
  }

  #item(first: number, last: number, comma: number): BracketItem {
    const { tokens } = this.#document.tree;
    const keys = this.#isTable ? this.#keys(first) : [];
    const lines = this.#lines(first, last);
    return {
      start: tokens.startOf(first),
      end: tokens.endOf(last),
      keys,
      valueStart: this.#isTable ? this.#valueStart(first) : tokens.startOf(first),
      comma: comma < 0 ? undefined : { start: tokens.startOf(comma), end: tokens.endOf(comma) },
      lines,
      startsLine: this.#isKind(this.#beforeBlanks(first - 1), Token.Newline),
    };
  }

  #keys(first: number): KeyPart[] {
    const { text, tokens } = this.#document.tree;
    const keys: KeyPart[] = [];
    for (let token = first; tokens.kindOf(token) !== Token.Equals; token++) {
      const kind = tokens.kindOf(token);
      const span = { start: tokens.startOf(token), end: tokens.endOf(token) };
      if (isKey(kind)) keys.push({ name: decodeKey(text, kind, span.start, span.end), ...span });
    }
    return keys;
  }

  #valueStart(first: number): number {
    const { tokens } = this.#document.tree;
    let token = first;
    while (tokens.kindOf(token) !== Token.Equals) token++;
    do token++;
    while (isTrivia(tokens.kindOf(token)));
    return tokens.startOf(token);
  }

  #lines(first: number, last: number): ItemLines | undefined {
    const { tokens } = this.#document.tree;
    let before = this.#beforeBlanks(first - 1);
    if (!this.#isKind(before, Token.Newline)) return undefined;
    let after = last + 1;
    let hasComma = false;
    let comments = 0;
    for (; ; after++) {
      const kind = tokens.kindOf(after);
      if (kind === Token.Newline) break;
      if (kind === Token.Comment) comments++;
      else if (kind === Token.Comma && !hasComma) hasComma = true;
      else if (kind !== Token.Whitespace) return undefined;
    }
    const itemLine = tokens.endOf(before);
    for (;;) {
      const comment = this.#beforeBlanks(before - 1);
      if (!this.#isKind(comment, Token.Comment)) break;
      const lineBreak = this.#beforeBlanks(comment - 1);
      if (!this.#isKind(lineBreak, Token.Newline)) break;
      before = lineBreak;
      comments++;
    }
    return { start: tokens.endOf(before), itemLine, end: tokens.endOf(after), comments };
  }

  #beforeBlanks(token: number): number {
    return this.#isKind(token, Token.Whitespace) ? token - 1 : token;
  }

  #isKind(token: number, kind: Token): boolean {
    return token > this.#open && this.#document.tree.tokens.kindOf(token) === kind;
  }
}
