/**
 * The lossless tree: two gapless sequences, tokens that cover the text and expressions (a header, a key with its value,
 * a comment, a blank line, a damaged line) that cover the tokens. Brackets inside an expression are always
 * balanced, so arrays and inline tables nest by reading on; no node objects are needed. Why so: printing, values
 * and edits read it in order; 52,000 lines cost four small typed arrays; and a later change re-reads one
 * expression and shifts the bounds behind it.
 */
import type { Span } from '../text/text.ts';
import type { Runs } from './runs.ts';
import type { Token } from './tokens.ts';

/** Kinds of expression; each ends with its line break, and white space before it belongs to it. */
export const Expression = {
  Blank: 0,
  Comment: 1,
  /** `[name]` */
  Table: 2,
  /** `[[name]]` */
  ArrayTable: 3,
  KeyValue: 4,
  /** A line that begins like nothing in TOML. */
  Damaged: 5,
} as const;
export type Expression = (typeof Expression)[keyof typeof Expression];

export interface Tree {
  readonly text: string;
  /** Bounds are offsets in the text. */
  readonly tokens: Runs<Token>;
  /** Bounds are indexes of tokens. */
  readonly expressions: Runs<Expression>;
  /**
   * Where expressions begin, in order, that another text far behind them could have changed: a multi-line string that
   * never ends, an inline table whose end was guessed, a merge conflict. All others depend on no more than themselves
   * and the line after them.
   */
  readonly farSighted: readonly number[];
}

/** The text of a tree, put together from its tokens. */
export function printTree(tree: Tree): string {
  const { text, tokens, expressions } = tree;
  let printed = '';
  for (let expression = 0; expression < expressions.count; expression++) {
    for (let token = expressions.startOf(expression); token < expressions.endOf(expression); token++) {
      printed += text.slice(tokens.startOf(token), tokens.endOf(token));
    }
  }
  return printed;
}

/** Where an expression stands in the text, its line break included. */
export function expressionSpan(tree: Tree, expression: number): Span {
  return {
    start: tree.tokens.startOf(tree.expressions.startOf(expression)),
    end: tree.tokens.startOf(tree.expressions.endOf(expression)),
  };
}
