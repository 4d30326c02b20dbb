/** Keys in the order of a schema, with as few of them moved as can be. */
import type { FormatOptions } from './options.ts';

type Order = NonNullable<FormatOptions['order']>;

/**
 * Sorts what has keys, dotted ones too, by the order of the table and of the tables in it. What the order does not
 * name comes last and stays in the order it has; keys that begin alike are brought together.
 */
export function sortByKeys<T>(
  things: readonly T[],
  namesOf: (thing: T) => readonly string[],
  table: readonly string[],
  order: Order,
): readonly T[] {
  if (things.length < 2) return things;
  const keyed = things.map((thing) => ({ thing, names: namesOf(thing) }));
  return sortFrom(keyed, 0, table, order).map(({ thing }) => thing);
}

/** Which things have to move when the others stay: all but a longest run of those in unchanged order. */
export function displaced<T>(before: readonly T[], after: readonly T[]): Set<T> {
  const places = new Map(before.map((thing, index) => [thing, index]));
  const sequence = after.map((thing) => places.get(thing) ?? 0);
  const moved = new Set(after);
  for (const index of longestAscent(sequence)) {
    const thing = after[index];
    if (thing !== undefined) moved.delete(thing);
  }
  return moved;
}

interface Keyed<T> {
  readonly thing: T;
  readonly names: readonly string[];
}

function sortFrom<T>(
  things: readonly Keyed<T>[],
  depth: number,
  table: readonly string[],
  order: Order,
): readonly Keyed<T>[] {
  const known = things.length < 2 ? undefined : order(table);
  if (known === undefined) return things;
  const ranks = new Map(known.map((name, index) => [name, index]));
  const groups = new Map<string, Keyed<T>[]>();
  for (const thing of things) {
    const name = thing.names[depth] ?? '';
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [thing]);
    else group.push(thing);
  }
  const rankOf = (name: string) => ranks.get(name) ?? known.length;
  return [...groups]
    .sort(([one], [other]) => rankOf(one) - rankOf(other))
    .flatMap(([name, group]) => sortFrom(group, depth + 1, [...table, name], order));
}

/** The indexes of a longest ascending subsequence of different numbers, found by patience sorting. */
function longestAscent(sequence: readonly number[]): number[] {
  /** `tails[n]` is the index at which the best ascent of length n + 1 ends. */
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, number] of sequence.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sequence[tails[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const ascent: number[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) ascent.push(index);
  return ascent;
}
