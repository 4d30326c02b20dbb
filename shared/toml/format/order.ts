/** Keys in the order of a schema or of the alphabet, with as few of them moved as can be. */
import type { FormatOptions } from './options.ts';

/** The names in a table in their order; those it leaves out come last. Undefined: as they are. */
export type Order = (table: readonly string[], names: readonly string[]) => readonly string[] | undefined;

/** The order that the options ask for; undefined when everything stays where it is. */
export function orderOf({ sort, order }: FormatOptions): Order | undefined {
  if (sort === 'alphabetical') return (_, names) => names.toSorted();
  return sort === 'none' ? undefined : order;
}

/** The names in their order; what the order does not name comes last and stays in the order it has. */
export function rankedNames(
  names: readonly string[],
  table: readonly string[],
  order: Order,
): readonly string[] {
  const known = names.length < 2 ? undefined : order(table, names);
  if (known === undefined) return names;
  const ranks = new Map(known.map((name, index) => [name, index]));
  const rankOf = (name: string) => ranks.get(name) ?? known.length;
  return names.toSorted((one, other) => rankOf(one) - rankOf(other));
}

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
  if (things.length < 2) return things;
  const groups = Map.groupBy(things, ({ names }) => names[depth] ?? '');
  return rankedNames([...groups.keys()], table, order).flatMap((name) =>
    sortFrom(groups.get(name) ?? [], depth + 1, [...table, name], order),
  );
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
