/** The lines of a statement while they are laid out. */
import type { Span } from '../../text/text.ts';
import type { Tree } from '../tree.ts';
import type { Piece } from './rewrite.ts';
import { tokenWidth } from './values.ts';
import { columnsOf } from './width.ts';

export interface Line {
  readonly pieces: Piece[];
  /** Columns, without the comment; those of the last line when a string on it spans several. */
  width: number;
  spansLines: boolean;
  /** The comment beside it, and the offset where that began. */
  comment: Piece | undefined;
  commentAt: number;
  /** Blanks before the comment. */
  gap: number;
}

/** Collects the pieces of one statement after another. */
export class Lines {
  /** Of the statement being laid out. */
  lines: Line[] = [];
  /** Set for a statement, or an item, that changes places: its text is put anew instead of kept. */
  isMoved = false;
  readonly #tree: Tree;
  readonly #gap: number;
  #line: Line;
  #indent = '';

  constructor(tree: Tree, gap: number) {
    this.#tree = tree;
    this.#gap = gap;
    this.#line = this.#newLine('');
  }

  /** The columns taken on the line so far. */
  get width(): number {
    return this.#line.width;
  }

  /** What the line begins with. */
  get indent(): string {
    return this.#indent;
  }

  /** Begins a statement. */
  begin(indent: string): void {
    this.lines = [];
    this.#line = this.#newLine(indent);
  }

  /** Begins the next line below so many blank ones; gives it back. */
  next(indent: string, blanks = 0): Line {
    for (let blank = 0; blank < blanks; blank++) this.#newLine('');
    this.#line = this.#newLine(indent);
    return this.#line;
  }

  text(text: string): void {
    this.#line.pieces.push(text);
    this.#line.width += columnsOf(text);
  }

  token(token: number): void {
    const { tokens, text } = this.#tree;
    const start = tokens.startOf(token);
    const end = tokens.endOf(token);
    const line = this.#line;
    line.pieces.push(this.#piece({ start, end }));
    const spansLines = text.slice(start, end).includes('\n');
    line.spansLines ||= spansLines;
    line.width = tokenWidth(this.#tree, token) + (spansLines ? 0 : line.width);
  }

  /** Puts a comment on a line of its own. */
  ownComment(token: number): void {
    this.#line.pieces.push(this.#comment(token));
  }

  /** Puts a comment beside the line. */
  comment(token: number): void {
    this.#line.comment = this.#comment(token);
    this.#line.commentAt = this.#tree.tokens.startOf(token);
  }

  #newLine(indent: string): Line {
    const width = columnsOf(indent);
    const pieces = indent === '' ? [] : [indent];
    const line: Line = {
      pieces,
      width,
      spansLines: false,
      comment: undefined,
      commentAt: -1,
      gap: this.#gap,
    };
    this.#indent = indent;
    this.lines.push(line);
    return line;
  }

  /** A comment without the blanks at its end. */
  #comment(token: number): Piece {
    const { text, tokens } = this.#tree;
    const start = tokens.startOf(token);
    let end = tokens.endOf(token);
    while (text.charAt(end - 1) === ' ' || text.charAt(end - 1) === '\t') end--;
    return this.#piece({ start, end });
  }

  #piece(span: Span): Piece {
    return this.isMoved ? this.#tree.text.slice(span.start, span.end) : span;
  }
}
