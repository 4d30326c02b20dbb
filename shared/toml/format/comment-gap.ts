/** What a file does with the blanks before the comments beside its lines. */
import { Token } from '../tokens.ts';
import type { Tree } from '../tree.ts';

/** Two where some comment has two blanks before it and none has less, else one. A text written so has this gap again. */
export function usualCommentGap(tree: Tree): 1 | 2 {
  const { tokens } = tree;
  let least = Number.POSITIVE_INFINITY;
  for (let token = 0; token < tokens.count; token++) {
    if (tokens.kindOf(token) === Token.Comment) least = Math.min(least, gapBefore(tree, token) ?? least);
  }
  return least === 2 ? 2 : 1;
}

/** The blanks before a comment beside a line; undefined for one with its own line, and where there is a tab. */
function gapBefore({ text, tokens }: Tree, comment: number): number | undefined {
  const blanks = comment > 0 && tokens.kindOf(comment - 1) === Token.Whitespace ? comment - 1 : comment;
  const before = blanks - 1;
  if (before < 0) return undefined;
  const kind = tokens.kindOf(before);
  if (kind === Token.Newline || kind === Token.ByteOrderMark) return undefined;
  const gap = text.slice(tokens.startOf(blanks), tokens.startOf(comment));
  return gap.includes('\t') ? undefined : gap.length;
}
