/** Deleting a key, a table or an item, with the comments that belong to it. */
import { removeItem } from './bracket-edits.ts';
import { itemsAt, readBrackets } from './brackets.ts';
import type { Draft } from './draft.ts';
import { checkHealth } from './health.ts';
import { bracketsAround, valueAt } from './path.ts';
import { refuse } from './refusal.ts';
import { linesOf, removeLines } from './territory.ts';
import type { KeyPath, Refusal } from './types.ts';

/** Takes out every line, or every item of an inline table, that writes the path or something inside it. */
export function removePath(draft: Draft, path: KeyPath): Refusal | undefined {
  if (path.length === 0) return refuse('empty-path', path);
  const { document, outline } = draft;
  if (valueAt(document.root, path) === undefined) return refuse('not-found', path);
  const refusal = checkHealth(outline, path);
  if (refusal !== undefined) return refusal;
  const brackets = bracketsAround(document.root, path);
  if (brackets >= 0) removeInBrackets(draft, path.slice(0, brackets), path.slice(brackets));
  else draft.replace(removeLines(document.tree, linesOf(outline, outline.under(path))));
  return undefined;
}

function removeInBrackets(draft: Draft, list: KeyPath, inner: KeyPath): void {
  for (;;) {
    const value = valueAt(draft.document.root, list);
    if (value === undefined) return;
    const brackets = readBrackets(draft.document, value);
    const item = itemsAt(brackets, inner).at(-1);
    if (item === undefined) return;
    draft.replace(removeItem(draft.document, brackets, brackets.items.indexOf(item)));
    if (value.type === 'array') return;
  }
}
