/** Whether what an edit would touch can be read for certain. */
import type { TomlDocument } from '../index.ts';
import { Token } from '../tokens.ts';
import { Expression } from '../tree.ts';
import type { Draft } from './draft.ts';
import type { Outline } from './outline.ts';
import { bracketsAround, valueAt } from './path.ts';
import { refuse } from './refusal.ts';
import { hasDamagedLines, lineStart } from './territory.ts';
import type { KeyPath, Refusal } from './types.ts';

/** A refusal when a line that writes the path, or repeats it, has problems. */
export function checkHealth(outline: Outline, path: KeyPath): Refusal | undefined {
  const { root } = outline.document;
  const brackets = bracketsAround(root, path);
  const list = brackets < 0 ? undefined : valueAt(root, path.slice(0, brackets));
  const around = list && outline.statementAt(list.start);
  const touched = around === undefined ? outline.under(path) : [around];
  const isDamaged = touched.some(
    (statement) =>
      statement.isDamaged || (statement.kind !== 'key-value' && hasDamagedLines(outline, statement)),
  );
  return isDamaged ? refuse('damaged', path) : undefined;
}

/** A refusal when a broken line has the name of a path that does not exist otherwise. */
export function checkUnused(outline: Outline, path: KeyPath): Refusal | undefined {
  const isNamed = typeof path.at(-1) === 'string' && outline.under(path).length > 0;
  return isNamed ? refuse('damaged', path) : undefined;
}

/** Whether the parser gave up on the text, or on listing its problems, so that no part of it is known to be healthy. */
export function isUnreadable({ problems }: TomlDocument): boolean {
  return problems.some(({ code }) => code === 'text-too-long' || code === 'too-many-problems');
}

/** The texts of all lines that have problems: an edit must leave them as they are. */
export function brokenParts(draft: Draft): string[] {
  if (draft.document.problems.length === 0) return [];
  const { tree, text } = draft.document;
  const { expressions } = tree;
  const broken = new Set(
    draft.outline.statements.filter(({ isDamaged }) => isDamaged).map(({ expression }) => expression),
  );
  const parts: string[] = [];
  for (let expression = 0; expression < expressions.count; expression++) {
    if (!broken.has(expression) && expressions.kindOf(expression) !== Expression.Damaged) continue;
    parts.push(text.slice(lineStart(tree, expression), lineStart(tree, expression + 1)).trimEnd());
  }
  return parts;
}

/** How many errors a document has. */
export function errorCount({ problems }: TomlDocument): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

/** How many comments a document has. */
export function commentCount({ tree: { tokens } }: TomlDocument): number {
  let count = 0;
  for (let token = 0; token < tokens.count; token++) if (tokens.kindOf(token) === Token.Comment) count++;
  return count;
}
