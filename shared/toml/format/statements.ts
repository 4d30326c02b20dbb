/** The lines of a document that say something, in blocks, with the sections that they stand in. */

import { blockStart, commentText, isCommentedOutKey, isDirective, isKind } from '../edit/territory.ts';
import { decodeKey } from '../key-path.ts';
import { isKey, Token } from '../tokens.ts';
import { Expression, type Tree } from '../tree.ts';

/** A header, a key with its value, or a comment that has its line for itself. */
export interface Statement {
  readonly kind: 'header' | 'key' | 'comment';
  /** Its place among the expressions of the tree. */
  readonly expression: number;
  /** Keys and comments with nothing but each other between them have the same number. */
  readonly block: number;
  /** The header above; for a header, the one of the innermost table around it, if it follows inside that. */
  readonly parent: Statement | undefined;
  /** The names of its key, as they are meant; none for comments. */
  readonly names: readonly string[];
  /** What the line has before its first character. */
  readonly indentation: string;
  /** For comments: the key or header directly below them that they belong to. */
  readonly owner: Statement | undefined;
  /** Whether it is a comment with no key or header directly above; other comments may stand between. */
  readonly isDetached: boolean;
  /** Whether a header with its comments begins here. */
  readonly startsSection: boolean;
}

/** By expression; blank lines have none. */
export type Statements = readonly (Statement | undefined)[];

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the statements of a tree that has no errors. */
export function readStatements(tree: Tree): Statements {
  const { expressions } = tree;
  const statements: (Draft<Statement> | undefined)[] = [];
  let block = 0;
  let section: Statement | undefined;
  for (let expression = 0; expression < expressions.count; expression++) {
    const kind = kindOf(expressions.kindOf(expression));
    if (kind === undefined || kind === 'header') block++;
    if (kind === undefined) {
      statements.push(undefined);
      continue;
    }
    const names = kind === 'comment' ? [] : namesOf(tree, expressions.startOf(expression));
    const indentation = indentationOf(tree, expression);
    const parent = kind === 'header' ? tableAround(names, section) : section;
    const above = statements[expression - 1];
    const isDetached = kind === 'comment' && (above === undefined || above.isDetached);
    const statement = { kind, expression, block, parent, names, indentation, isDetached };
    statements.push({ ...statement, owner: undefined, startsSection: false });
    if (kind !== 'header') continue;
    section = statements[expression];
    block++;
  }
  attachComments(tree, statements);
  return statements;
}

/** The names of the key that begins at a token, up to the equals sign or bracket behind it. */
export function namesOf({ text, tokens }: Tree, from: number): string[] {
  const names: string[] = [];
  for (let token = from; token < tokens.count; token++) {
    const kind = tokens.kindOf(token);
    if (kind === Token.Equals || kind === Token.HeaderClose) break;
    if (isKey(kind)) names.push(decodeKey(text, kind, tokens.startOf(token), tokens.endOf(token)));
  }
  return names;
}

function kindOf(kind: Expression): Statement['kind'] | undefined {
  if (kind === Expression.KeyValue) return 'key';
  if (kind === Expression.Comment) return 'comment';
  return kind === Expression.Table || kind === Expression.ArrayTable ? 'header' : undefined;
}

function tableAround(names: readonly string[], above: Statement | undefined): Statement | undefined {
  let table = above;
  while (table !== undefined && !isInside(names, table.names)) table = table.parent;
  return table;
}

function isInside(names: readonly string[], table: readonly string[]): boolean {
  return names.length > table.length && table.every((name, index) => name === names[index]);
}

function indentationOf({ text, tokens, expressions }: Tree, expression: number): string {
  let token = expressions.startOf(expression);
  if (tokens.kindOf(token) === Token.ByteOrderMark) token++;
  return tokens.kindOf(token) === Token.Whitespace
    ? text.slice(tokens.startOf(token), tokens.endOf(token))
    : '';
}

/** Comments belong to what stands directly below them. */
function attachComments(tree: Tree, statements: readonly (Draft<Statement> | undefined)[]): void {
  for (const statement of statements) {
    if (statement === undefined || statement.kind === 'comment') continue;
    const isHeader = statement.kind === 'header';
    const first = isHeader ? sectionStart(tree, statement) : keyStart(tree, statement);
    for (let expression = first; expression < statement.expression; expression++) {
      const comment = statements[expression];
      if (comment !== undefined) comment.owner = statement;
    }
    const start = statements[first];
    if (isHeader && start !== undefined) start.startsSection = true;
  }
}

/** Where a key with its comments begins. */
function keyStart(tree: Tree, { expression }: Statement): number {
  const first = blockStart(tree, expression);
  let start = expression;
  while (start > first && !isDirective(commentText(tree, start - 1))) start--;
  return start;
}

/**
 * Where a header with its comments begins. Commented-out keys directly below the last key of a section are of that
 * section, though they stand directly above the next header too.
 */
function sectionStart(tree: Tree, header: Statement): number {
  let first = header.expression;
  while (isKind(tree, first - 1, Expression.Comment)) first--;
  if (first === 0 || isKind(tree, first - 1, Expression.Blank)) return first;
  for (let expression = header.expression - 1; expression >= first; expression--) {
    if (isCommentedOutKey(commentText(tree, expression))) return expression + 1;
  }
  return first;
}
