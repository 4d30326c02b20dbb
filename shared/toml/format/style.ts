/** The options with nothing left open: what was not chosen is what the file does itself, else the default. */
import { dominantEol } from '../../text/eol.ts';
import { Token } from '../tokens.ts';
import type { Tree } from '../tree.ts';
import { usualCommentGap } from './comment-gap.ts';
import { defaults, type FormatOptions } from './options.ts';
import { type Order, orderOf } from './order.ts';
import type { Statement, Statements } from './statements.ts';

type Ordering = 'sort' | 'order';

/** Alignment that is not chosen stays open: it is decided for every block. */
type Open = 'alignEquals' | 'alignComments';

export interface Style extends Required<Omit<FormatOptions, Open | Ordering>>, Pick<FormatOptions, Open> {
  readonly order: Order | undefined;
  readonly eol: '\n' | '\r\n';
}

/** What of the options and of the file's habits holds for this text. A text that has the style has these habits. */
export function resolveStyle(tree: Tree, statements: Statements, options: FormatOptions): Style {
  const indentKeys = options.indentKeys ?? isUsuallyIndented(statements, 'key');
  const indentTables = options.indentTables ?? isUsuallyIndented(statements, 'header');
  return {
    ...defaults,
    commentGap: usualCommentGap(tree),
    ...options,
    indentKeys,
    indentTables,
    order: orderOf(options),
    indent:
      options.indent ??
      usualIndent(tree, statements, { key: indentKeys, header: indentTables }) ??
      options.usualIndent ??
      defaults.usualIndent,
    eol: dominantEol(tree.text),
  };
}

/** What the line of a statement begins with. A comment that belongs to nothing stays at the margin if it is there. */
export function indentOf({ kind, owner, parent, isDetached, indentation }: Statement, style: Style): string {
  if (owner !== undefined) return indentOf(owner, style);
  if (parent === undefined || (isDetached && indentation === '')) return '';
  const isIndented = kind === 'header' ? style.indentTables : style.indentKeys;
  return indentOf(parent, style) + (isIndented ? style.indent : '');
}

/** Whether more statements of a kind are indented below their parents than are not. */
function isUsuallyIndented(statements: Statements, kind: Statement['kind']): boolean {
  let balance = 0;
  for (const statement of statements) {
    if (statement?.kind !== kind || statement.parent === undefined) continue;
    balance += statement.indentation.length > statement.parent.indentation.length ? 1 : -1;
  }
  return balance > 0;
}

/** The step by which statements of the kinds that are indented, and first items of arrays, are indented most often. */
function usualIndent(
  tree: Tree,
  statements: Statements,
  isIndented: { readonly key: boolean; readonly header: boolean },
): string | undefined {
  const counts = new Map<string, number>();
  const count = (outer: string, inner: string) => {
    const step = inner.startsWith(outer) ? inner.slice(outer.length) : '';
    if (/^(?: {1,8}|\t)$/.test(step)) counts.set(step, (counts.get(step) ?? 0) + 1);
  };
  for (const statement of statements) {
    if (statement === undefined || statement.kind === 'comment') continue;
    const { kind, parent, indentation } = statement;
    if (parent !== undefined && isIndented[kind]) count(parent.indentation, indentation);
    const item = kind === 'key' ? itemIndentation(tree, statement.expression) : undefined;
    if (item !== undefined) count(indentation, item);
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];
}

/** What stands before the first item of brackets that begin on the line after the opening one. */
function itemIndentation({ text, tokens, expressions }: Tree, expression: number): string | undefined {
  let token = expressions.startOf(expression);
  const end = expressions.endOf(expression);
  while (token < end && tokens.kindOf(token) !== Token.ArrayOpen && tokens.kindOf(token) !== Token.TableOpen)
    token++;
  do token++;
  while (
    token < end &&
    (tokens.kindOf(token) === Token.Whitespace || tokens.kindOf(token) === Token.Comment)
  );
  const indentation = token + 1;
  if (indentation >= end || tokens.kindOf(token) !== Token.Newline) return undefined;
  if (tokens.kindOf(indentation) !== Token.Whitespace) return undefined;
  return text.slice(tokens.startOf(indentation), tokens.endOf(indentation));
}
