/** What a key does in the tree of the effective configuration (WAI-ARIA, tree view pattern). Pure. */
import type { EffectiveRow } from '../../shared/contract/model.ts';

export type KeyTarget =
  | { readonly kind: 'focus'; readonly row: EffectiveRow }
  | { readonly kind: 'open'; readonly row: EffectiveRow }
  | { readonly kind: 'fold'; readonly row: EffectiveRow; readonly fold: boolean };

const pageRows = 16;

/** Null when the key means nothing here. `at` is the focused row, -1 for none. */
export function keyTarget(
  key: string,
  rows: readonly EffectiveRow[],
  at: number,
  folded: ReadonlySet<string>,
): KeyTarget | null {
  const row = rows[at];
  const focus = (index: number): KeyTarget | null => {
    const target = rows[Math.max(0, Math.min(rows.length - 1, index))];
    return target === undefined ? null : { kind: 'focus', row: target };
  };
  switch (key) {
    case 'ArrowDown':
      return focus(at + 1);
    case 'ArrowUp':
      return focus(at - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'PageDown':
      return focus(at + pageRows);
    case 'PageUp':
      return focus(at - pageRows);
    case 'ArrowRight':
      if (row?.kind !== 'table') return null;
      return folded.has(row.path) ? { kind: 'fold', row, fold: false } : focus(at + 1);
    case 'ArrowLeft':
      if (row?.kind === 'table' && !folded.has(row.path)) return { kind: 'fold', row, fold: true };
      return focus(parentOf(rows, at));
    case 'Enter':
    case ' ':
      return row === undefined ? null : { kind: 'open', row };
    default:
      return null;
  }
}

function parentOf(rows: readonly EffectiveRow[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  const parent = rows.slice(0, Math.max(0, at)).findLastIndex((row) => row.depth < depth);
  return parent < 0 ? at : parent;
}
