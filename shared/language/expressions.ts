/** Lines of the lossless tree, for features that look at what is written and not at values. */
import { Token } from '../toml/tokens.ts';
import { Expression, type Tree } from '../toml/tree.ts';

/** The expression at an offset; -1 on the empty line after the last line break, and in an empty text. */
export function lineAt({ text, tokens, expressions }: Tree, offset: number): number {
  if (tokens.count === 0) return -1;
  const isAfterLastLine = offset === text.length && tokens.kindOf(tokens.count - 1) === Token.Newline;
  return isAfterLastLine ? -1 : expressions.indexAt(tokens.indexAt(offset));
}

export function isHeader({ expressions }: Tree, expression: number): boolean {
  const kind = expressions.kindOf(expression);
  return kind === Expression.Table || kind === Expression.ArrayTable;
}

/** Whether a token is part of what a line says: not the white space before it, nor the line break. */
export function isOnLine(kind: Token): boolean {
  return kind !== Token.Whitespace && kind !== Token.Newline && kind !== Token.ByteOrderMark;
}
