/** Statements -> lines. */

import type { TomlDocument } from '../index.ts';
import { isKey, Token } from '../tokens.ts';
import type { Tree } from '../tree.ts';
import { alignComments, isAligned, leadOf } from './align.ts';
import { type Line, Lines } from './lines.ts';
import type { Sequence } from './sequence.ts';
import type { Statement, Statements } from './statements.ts';
import { indentOf, type Style } from './style.ts';
import { ValueLayout } from './value-layout.ts';
import { keyWidth } from './values.ts';

/** The lines of each statement, by expression; blank lines have none. */
export type Layout = readonly (readonly Line[] | undefined)[];

/** Lays out all statements of a document without errors, which are going to stand in this sequence. */
export function layOut(
  document: TomlDocument,
  statements: Statements,
  style: Style,
  sequence: Sequence,
): Layout {
  return new StatementLayout(document, style, sequence.moved).layOut(statements, sequence.expressions);
}

class StatementLayout {
  readonly #tree: Tree;
  readonly #style: Style;
  readonly #moved: ReadonlySet<number>;
  readonly #lines: Lines;
  readonly #values: ValueLayout;

  constructor({ tree, version }: TomlDocument, style: Style, moved: ReadonlySet<number>) {
    this.#tree = tree;
    this.#style = style;
    this.#moved = moved;
    this.#lines = new Lines(tree, style.commentGap);
    this.#values = new ValueLayout(tree, version, style, this.#lines);
  }

  layOut(statements: Statements, expressions: readonly number[]): Layout {
    const layout: (readonly Line[] | undefined)[] = statements.map(() => undefined);
    let block: Statement[] = [];
    for (const expression of expressions) {
      const statement = statements[expression];
      if (statement === undefined) continue;
      if (statement.block !== block[0]?.block) {
        this.#layOutBlock(block, layout);
        block = [];
      }
      block.push(statement);
    }
    this.#layOutBlock(block, layout);
    return layout;
  }

  #layOutBlock(block: readonly Statement[], layout: (readonly Line[] | undefined)[]): void {
    const keyColumn = this.#keyColumn(block);
    let group: Line[] = [];
    for (const statement of block) {
      const lines = this.#layOutStatement(statement, keyColumn);
      layout[statement.expression] = lines;
      const [line] = lines;
      if (line !== undefined && lines.length === 1 && !line.spansLines) group.push(line);
      else {
        this.#alignComments(group);
        group = [];
      }
    }
    this.#alignComments(group);
  }

  #alignComments(group: readonly Line[]): void {
    const { alignComments: align, lineWidth } = this.#style;
    alignComments(this.#tree.text, group, { align, lineWidth });
  }

  #layOutStatement(statement: Statement, keyColumn: number): readonly Line[] {
    const { kind, expression } = statement;
    const lines = this.#lines;
    lines.isMoved = this.#moved.has(expression);
    lines.begin(indentOf(statement, this.#style));
    if (kind === 'key') this.#writeKeyValue(statement, keyColumn);
    else this.#writeTokens(expression);
    return lines.lines;
  }

  /** Writes a header, or a comment on its own line. */
  #writeTokens(expression: number): void {
    const { tokens, expressions } = this.#tree;
    let isHeader = false;
    for (let token = expressions.startOf(expression); token < expressions.endOf(expression); token++) {
      const kind = tokens.kindOf(token);
      if (kind === Token.Comment) {
        if (isHeader) this.#lines.comment(token);
        else this.#lines.ownComment(token);
      } else if (isKey(kind) || isHeaderToken(kind)) {
        this.#lines.token(token);
        isHeader = true;
      }
    }
  }

  #writeKeyValue({ expression, names, parent }: Statement, keyColumn: number): void {
    const { tokens, expressions } = this.#tree;
    const lines = this.#lines;
    const equals = this.#equals(expression);
    const first = expressions.startOf(expression);
    for (let token = first; token < equals; token++) {
      const kind = tokens.kindOf(token);
      if (isKey(kind) || kind === Token.Dot) lines.token(token);
    }
    lines.text(' '.repeat(Math.max(keyColumn - keyWidth(this.#tree, first, equals), 0) + 1));
    lines.token(equals);
    lines.text(' ');
    let value = equals + 1;
    while (tokens.kindOf(value) === Token.Whitespace) value++;
    this.#values.write(value, [...(parent?.names ?? []), ...names]);
    const last = this.#commentOf(expression);
    if (last >= 0) lines.comment(last);
  }

  /** The widest key of a block, when its equals signs share a column; else 0. */
  #keyColumn(block: readonly Statement[]): number {
    const { text, tokens, expressions } = this.#tree;
    const keys = block.filter(({ kind }) => kind === 'key');
    const {
      alignEquals = isAligned(
        keys.map(({ expression }) => leadOf(text, tokens.startOf(this.#equals(expression)))),
      ),
    } = this.#style;
    if (!alignEquals) return 0;
    return keys.reduce((widest, { expression }) => {
      const width = keyWidth(this.#tree, expressions.startOf(expression), this.#equals(expression));
      return Math.max(widest, width);
    }, 0);
  }

  #equals(expression: number): number {
    const { tokens, expressions } = this.#tree;
    let token = expressions.startOf(expression);
    while (tokens.kindOf(token) !== Token.Equals) token++;
    return token;
  }

  /** The comment beside the last line of an expression; -1 when there is none. */
  #commentOf(expression: number): number {
    const { tokens, expressions } = this.#tree;
    let token = expressions.endOf(expression) - 1;
    if (tokens.kindOf(token) === Token.Newline) token--;
    return tokens.kindOf(token) === Token.Comment ? token : -1;
  }
}

function isHeaderToken(kind: Token): boolean {
  return kind === Token.HeaderOpen || kind === Token.HeaderClose || kind === Token.Dot;
}
