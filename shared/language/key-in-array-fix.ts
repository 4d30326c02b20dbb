/** `[a = 1]`: an array holds no keys. */
import { applyReplacements } from '../text/replacements.ts';
import { errorCount } from '../toml/edit/health.ts';
import { parse, type TomlProblem } from '../toml/index.ts';
import { isTrivia, Token } from '../toml/tokens.ts';
import type { Tree } from '../toml/tree.ts';
import { type FixContext, type FixDraft, shortened } from './fix.ts';

/** The key with its value becomes a table, or, where it holds nothing but keys, all of the array does. */
export function keyInArrayFixes({ request: { document }, span }: FixContext): FixDraft[] {
  const { tokens, text } = document.tree;
  const key = tokens.indexAt(span.start);
  const item = { start: span.start, end: tokens.endOf(lastOfItem(document.tree, key)) };
  const inBraces = [{ ...item, text: `{ ${text.slice(item.start, item.end)} }` }];
  const open = bracketAround(document.tree, key, -1);
  const close = bracketAround(document.tree, key, 1);
  const asTable = [
    { start: tokens.startOf(open), end: tokens.endOf(open), text: '{' },
    { start: tokens.startOf(close), end: tokens.endOf(close), text: '}' },
  ];
  const isInside = ({ code, start }: TomlProblem) =>
    code === 'key-in-array' && start > tokens.startOf(open) && start < tokens.startOf(close);
  const mended = parse(applyReplacements(text, asTable), { version: document.version });
  const hasOnlyKeys = errorCount(document) - errorCount(mended) === document.problems.filter(isInside).length;
  const name = shortened(text.slice(span.start, span.end));
  return [
    { title: `Put ${name} into braces`, preferred: true, changes: inBraces },
    { title: 'Write a table instead of the array', changes: hasOnlyKeys ? asTable : null },
  ];
}

/** The last token of the item that begins with a token. */
function lastOfItem({ tokens }: Tree, first: number): number {
  let last = first;
  let depth = 0;
  for (let token = first; token < tokens.count; token++) {
    const kind = tokens.kindOf(token);
    depth += stepOf(kind);
    if (depth < 0 || (depth === 0 && kind === Token.Comma)) break;
    if (!isTrivia(kind)) last = token;
  }
  return last;
}

/** The token of the bracket around another: the opening one before it, or the closing one behind it. */
function bracketAround({ tokens }: Tree, from: number, step: 1 | -1): number {
  let depth = 0;
  let token = from;
  do {
    token += step;
    depth += stepOf(tokens.kindOf(token)) * step;
  } while (depth >= 0 && token > 0 && token < tokens.count - 1);
  return token;
}

function stepOf(kind: Token): -1 | 0 | 1 {
  if (kind === Token.ArrayOpen || kind === Token.TableOpen) return 1;
  return kind === Token.ArrayClose || kind === Token.TableClose ? -1 : 0;
}
