/** How a value is laid out: on one line, or its brackets broken into lines. */
import { isKey, Token } from '../tokens.ts';
import type { Tree } from '../tree.ts';
import type { TomlVersion } from '../types.ts';
import { alignComments } from './align.ts';
import type { Line, Lines } from './lines.ts';
import { displaced, sortByKeys } from './order.ts';
import { namesOf } from './statements.ts';
import type { Style } from './style.ts';
import { type Brackets, type Item, itemWidth, type OwnComment, readValue, type Value } from './values.ts';

/** What the place of a value asks of it. */
interface Place {
  /** Columns that must follow on the line of its end. */
  readonly after: number;
  /** Whether brackets may be broken that fit no line: always, only where they are broken already, never. */
  readonly breaking: 'free' | 'kept' | 'none';
  /** The table that its keys are of, without array indexes. */
  readonly table: readonly string[];
}

export class ValueLayout {
  readonly #tree: Tree;
  readonly #lines: Lines;
  readonly #style: Style;
  readonly #breaksTables: boolean;

  constructor(tree: Tree, version: TomlVersion, style: Style, lines: Lines) {
    this.#tree = tree;
    this.#lines = lines;
    this.#style = style;
    this.#breaksTables = version !== '1.0';
  }

  /** Lays out the value at a token, which belongs to the key with these names. */
  write(token: number, names: readonly string[]): void {
    this.#write(readValue(this.#tree, token, this.#style), { after: 0, breaking: 'free', table: names });
  }

  #write(value: Value, place: Place): void {
    if (value.kind === 'scalar') this.#lines.token(value.token);
    else if (this.#isToBreak(value, place)) this.#writeBroken(value, place);
    else this.#writeFlat(value, place);
  }

  /** Whether brackets are written on several lines. On what it depends, formatting again changes nothing. */
  #isToBreak(brackets: Brackets, { after, breaking }: Place): boolean {
    if (breaking === 'none' || (brackets.kind === 'table' && !this.#breaksTables)) return false;
    if (brackets.hasComments) return true;
    if (brackets.items.length === 0) return false;
    if (brackets.hasLongString) return brackets.isBroken;
    const fits = this.#lines.width + brackets.width + after <= this.#style.lineWidth;
    if (brackets.isBroken) return !fits || !this.#style.joinArrays;
    return !fits && breaking === 'free';
  }

  #writeFlat(brackets: Brackets, place: Place): void {
    const { kind, open, close, items } = brackets;
    const isPadded = kind === 'array' ? this.#style.padArrays : this.#style.padInlineTables;
    const padding = isPadded && items.length > 0 ? ' ' : '';
    // An inline table that may not be broken can still hold an array that is; what fits one line holds none.
    const breaking = kind === 'table' && !this.#breaksTables && place.breaking !== 'none' ? 'kept' : 'none';
    const { sorted, moved } = this.#sorted(brackets, place.table);
    let after = brackets.width - 1 + place.after;
    this.#lines.token(open);
    this.#lines.text(padding);
    for (const [index, item] of sorted.entries()) {
      after -= itemWidth(this.#tree, item) + (index === 0 ? 0 : 2);
      if (index > 0) this.#lines.text(', ');
      this.#writeItem(item, { after, breaking, table: place.table }, moved.has(item));
    }
    this.#lines.text(padding);
    this.#lines.token(close);
  }

  #writeBroken(brackets: Brackets, place: Place): void {
    const { indent } = this.#lines;
    const inner = indent + this.#style.indent;
    const { sorted, moved } = this.#sorted(brackets, place.table);
    const rows = new Rows(this.#tree, this.#style, this.#lines, brackets);
    this.#lines.token(brackets.open);
    if (brackets.comment >= 0) this.#lines.comment(brackets.comment);
    for (const [index, item] of sorted.entries()) {
      const isLast = index === sorted.length - 1;
      rows.begin(item, index, inner);
      this.#writeItem(item, { after: 1, breaking: 'free', table: place.table }, moved.has(item));
      if (!isLast || this.#style.trailingComma) this.#lines.text(',');
      rows.end(item);
    }
    rows.comments(brackets.last, inner);
    rows.align();
    this.#lines.next(indent);
    this.#lines.token(brackets.close);
  }

  #writeItem(item: Item, place: Place, isMoved: boolean): void {
    const wasMoved = this.#lines.isMoved;
    this.#lines.isMoved ||= isMoved;
    let { table } = place;
    if (item.key < item.equals) {
      this.#writeKey(item);
      if (this.#style.order !== undefined) table = [...table, ...namesOf(this.#tree, item.key)];
    }
    this.#write(item.value, { ...place, table });
    this.#lines.isMoved = wasMoved;
  }

  #writeKey({ key, equals }: Item): void {
    const { tokens } = this.#tree;
    for (let token = key; token < equals; token++) {
      const kind = tokens.kindOf(token);
      if (isKey(kind) || kind === Token.Dot) this.#lines.token(token);
    }
    this.#lines.text(' ');
    this.#lines.token(equals);
    this.#lines.text(' ');
  }

  /**
   * The items in their order, and which of them have to change places for it. Comments and blank lines between them
   * keep them where they are.
   */
  #sorted(
    brackets: Brackets,
    table: readonly string[],
  ): { sorted: readonly Item[]; moved: ReadonlySet<Item> } {
    const { kind, items, last } = brackets;
    const { order } = this.#style;
    const isPlain =
      last.length === 0 &&
      items.every(({ above, blanks, comment }) => above.length + blanks === 0 && comment < 0);
    if (order === undefined || kind === 'array' || !isPlain) return { sorted: items, moved: new Set() };
    const sorted = sortByKeys(items, ({ key }) => namesOf(this.#tree, key), table, order);
    return { sorted, moved: displaced(items, sorted) };
  }
}

/** The lines of broken brackets: which item begins one, and which of them align their comments. */
class Rows {
  readonly #tree: Tree;
  readonly #style: Style;
  readonly #lines: Lines;
  readonly #brackets: Brackets;
  /** Numbers and the like may share a line; they do as they did, or fill their lines where they were on one. */
  readonly #isDense: boolean;
  #first: Line | undefined;
  #row: Line | undefined;
  #afterComment = false;
  #group: Line[] = [];

  constructor(tree: Tree, style: Style, lines: Lines, brackets: Brackets) {
    this.#tree = tree;
    this.#style = style;
    this.#lines = lines;
    this.#brackets = brackets;
    this.#isDense =
      brackets.kind === 'array' &&
      brackets.items.every(
        ({ value }) => value.kind === 'scalar' && tree.tokens.kindOf(value.token) === Token.Word,
      );
  }

  /** Goes to where an item is to be written. */
  begin(item: Item, index: number, indent: string): void {
    this.comments(item.above, indent);
    if (index > 0 && this.#continues(item)) this.#lines.text(' ');
    else this.#row = this.#next(indent, item.blanks);
  }

  /** Ends an item with the comment beside it. */
  end(item: Item): void {
    if (item.comment >= 0) this.#lines.comment(item.comment);
    this.#afterComment = item.comment >= 0;
    const row = this.#row;
    if (row === undefined || row.spansLines || row !== this.#lines.lines.at(-1)) this.align();
    else if (item.comment >= 0) this.#group.push(row);
  }

  /** Writes comments that have lines of their own. */
  comments(comments: readonly OwnComment[], indent: string): void {
    for (const { token, blanks } of comments) {
      this.#next(indent, blanks);
      this.#lines.ownComment(token);
    }
  }

  /** Aligns the comments beside the lines since the last blank one or nested broken brackets. */
  align(): void {
    const { alignComments: align, lineWidth } = this.#style;
    alignComments(this.#tree.text, this.#group, { align, lineWidth });
    this.#group = [];
  }

  #continues(item: Item): boolean {
    if (!this.#isDense || this.#afterComment || item.above.length > 0) return false;
    if (this.#brackets.isBroken && item.startsLine) return false;
    return this.#lines.width + 1 + item.value.width + 1 <= this.#style.lineWidth;
  }

  #next(indent: string, blanks: number): Line {
    const allowed = this.#first === undefined ? 0 : Math.min(blanks, this.#style.blankLines);
    if (allowed > 0) this.align();
    const line = this.#lines.next(indent, allowed);
    this.#first ??= line;
    return line;
  }
}
