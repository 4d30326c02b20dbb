/** Where among its siblings a new key goes: where it is asked to, where the schema's order says, else at the end. */
import { keysOf } from '../key-path.ts';
import type { EditOptions, KeyPath, Position } from './types.ts';

/** What decides about the order of a table's keys. */
export interface Ordering {
  readonly options: EditOptions;
  readonly position?: Position | undefined;
}

/** Behind the last line of a sibling, before its first, or at the end when there is no sibling to go by. */
export type Place<Sibling> =
  | { readonly side: 'after' | 'before'; readonly sibling: Sibling }
  | { readonly side: 'end' };

/**
 * The place of a key among siblings, which are given in the order of the text. Several siblings may write the same key.
 * By the schema a key stands behind the one that comes nearest before it, else before the one that comes next.
 */
export function placeAmong<Sibling extends { readonly name: string }>(
  table: KeyPath,
  key: string,
  siblings: readonly Sibling[],
  { options, position }: Ordering,
): Place<Sibling> {
  const asked = position === undefined ? undefined : besideKey(siblings, position);
  if (asked !== undefined) return asked;
  const order = options.order?.(keysOf(table)) ?? [];
  const rank = order.indexOf(key);
  if (rank < 0) return { side: 'end' };
  const ranks = new Map(order.map((name, index) => [name, index]));
  let previous: { sibling: Sibling; rank: number } | undefined;
  let next: { sibling: Sibling; rank: number } | undefined;
  for (const sibling of siblings) {
    const own = ranks.get(sibling.name);
    if (own === undefined) continue;
    if (own < rank && (previous === undefined || own >= previous.rank)) previous = { sibling, rank: own };
    if (own > rank && (next === undefined || own < next.rank)) next = { sibling, rank: own };
  }
  if (previous !== undefined) return { side: 'after', sibling: previous.sibling };
  return next === undefined ? { side: 'end' } : { side: 'before', sibling: next.sibling };
}

function besideKey<Sibling extends { readonly name: string }>(
  siblings: readonly Sibling[],
  position: Position,
): Place<Sibling> | undefined {
  const sibling =
    'before' in position
      ? siblings.find(({ name }) => name === position.before)
      : siblings.findLast(({ name }) => name === position.after);
  return sibling === undefined ? undefined : { side: 'before' in position ? 'before' : 'after', sibling };
}
