/** Values as they are to be laid out: scalars, and brackets with their items and the comments around these. */
import { isKey, isScalar, Token } from '../tokens.ts';
import type { Tree } from '../tree.ts';
import type { Style } from './style.ts';
import { columnsOf } from './width.ts';

export type Value = Scalar | Brackets;

interface Measured {
  /** Columns on one line. */
  readonly width: number;
  /** Whether a string inside spans lines. */
  readonly hasLongString: boolean;
}

export interface Scalar extends Measured {
  readonly kind: 'scalar';
  readonly token: number;
}

export interface Brackets extends Measured {
  readonly kind: 'array' | 'table';
  /** The tokens of the brackets. */
  readonly open: number;
  readonly close: number;
  readonly items: readonly Item[];
  /** The comment on the line of the opening bracket, -1 when there is none. */
  readonly comment: number;
  /** Comments with lines of their own behind the last item. */
  readonly last: readonly OwnComment[];
  /** Whether there are comments inside, at any depth. */
  readonly hasComments: boolean;
  /** Whether line breaks stand between tokens inside, at any depth. */
  readonly isBroken: boolean;
}

export interface Item {
  /** Comments with lines of their own above. */
  readonly above: readonly OwnComment[];
  /** Blank lines directly above, below these comments. */
  readonly blanks: number;
  /** Whether it is the first of its line. */
  readonly startsLine: boolean;
  /** The first token of its key and the one of its equals sign; equal in arrays. */
  readonly key: number;
  readonly equals: number;
  readonly value: Value;
  /** The comment on the same line, -1 when there is none. */
  readonly comment: number;
}

export interface OwnComment {
  readonly token: number;
  /** Blank lines directly above. */
  readonly blanks: number;
}

/** Columns of the key that begins at a token, up to the equals sign, without white space. */
export function keyWidth(tree: Tree, from: number, equals: number): number {
  let width = 0;
  for (let token = from; token < equals; token++) {
    if (isKey(tree.tokens.kindOf(token)) || tree.tokens.kindOf(token) === Token.Dot)
      width += tokenWidth(tree, token);
  }
  return width;
}

/** Columns of a token; those of its last line when it is a string on several lines. */
export function tokenWidth({ text, tokens }: Tree, token: number): number {
  const raw = text.slice(tokens.startOf(token), tokens.endOf(token));
  return columnsOf(raw.slice(raw.lastIndexOf('\n') + 1));
}

/** Reads the value at a token of a tree that has no errors. */
export function readValue(tree: Tree, token: number, style: Style): Value {
  return new ValueReader(tree, token, style).read();
}

class ValueReader {
  readonly #tree: Tree;
  readonly #style: Style;
  #at: number;

  constructor(tree: Tree, token: number, style: Style) {
    this.#tree = tree;
    this.#at = token;
    this.#style = style;
  }

  read(): Value {
    const kind = this.#kind();
    if (!isScalar(kind)) return this.#readBrackets(kind === Token.ArrayOpen ? 'array' : 'table');
    const token = this.#at++;
    const isLong = kind === Token.MultilineBasicString || kind === Token.MultilineLiteralString;
    const { text, tokens } = this.#tree;
    const hasLongString = isLong && text.slice(tokens.startOf(token), tokens.endOf(token)).includes('\n');
    return { kind: 'scalar', token, width: tokenWidth(this.#tree, token), hasLongString };
  }

  #readBrackets(kind: 'array' | 'table'): Brackets {
    const open = this.#at++;
    const items: Writable<Item>[] = [];
    let comment = -1;
    let own: OwnComment[] = [];
    let breaks = 0;
    let isBroken = false;
    let hasComments = false;
    for (; ; this.#at++) {
      const next = this.#kind();
      if (next === Token.ArrayClose || next === Token.TableClose) break;
      if (next === Token.Newline) {
        breaks++;
        isBroken = true;
      } else if (next === Token.Comment) {
        hasComments = true;
        const item = items.at(-1);
        if (breaks > 0) own.push({ token: this.#at, blanks: breaks - 1 });
        else if (item === undefined) comment = this.#at;
        else item.comment = this.#at;
        breaks = 0;
      } else if (next !== Token.Whitespace && next !== Token.Comma) {
        const item = this.#readItem(kind, own, breaks);
        items.push(item);
        if (item.value.kind !== 'scalar') {
          isBroken ||= item.value.isBroken;
          hasComments ||= item.value.hasComments;
        }
        own = [];
        breaks = 0;
        this.#at--;
      }
    }
    const close = this.#at++;
    const { width, hasLongString } = this.#measure(kind, items);
    return { kind, open, close, items, comment, last: own, hasComments, isBroken, width, hasLongString };
  }

  #readItem(kind: 'array' | 'table', above: readonly OwnComment[], breaks: number): Writable<Item> {
    const key = this.#at;
    if (kind === 'table') while (this.#kind() !== Token.Equals) this.#at++;
    const equals = this.#at;
    while (this.#kind() === Token.Equals || this.#kind() === Token.Whitespace) this.#at++;
    const value = this.read();
    const startsLine = breaks > 0 || above.length > 0;
    return { above, blanks: Math.max(breaks - 1, 0), startsLine, key, equals, value, comment: -1 };
  }

  #measure(kind: 'array' | 'table', items: readonly Item[]): Measured {
    const isPadded = kind === 'array' ? this.#style.padArrays : this.#style.padInlineTables;
    let width = 2 + (isPadded && items.length > 0 ? 2 : 0) + 2 * Math.max(items.length - 1, 0);
    for (const item of items) width += itemWidth(this.#tree, item);
    return { width, hasLongString: items.some(({ value }) => value.hasLongString) };
  }

  #kind(): Token {
    return this.#tree.tokens.kindOf(this.#at);
  }
}

/** Columns of an item on one line, without its comma. */
export function itemWidth(tree: Tree, { key, equals, value }: Item): number {
  return value.width + (key < equals ? keyWidth(tree, key, equals) + ' = '.length : 0);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
