/** What happens where the array of one layer meets the array of a lower one. */

import { sameValue } from '../toml/equal.ts';
import { tomlLiteral } from '../toml/literal.ts';
import type { ArrayValue, Entry, TableValue, TomlValue } from '../toml/types.ts';

/**
 * `replace`: the higher array alone. `append`: the lower items, then the higher ones. `unique`: the same without
 * items that are there already. `by-key:name`: tables with the same value of `name` merge in place of the lower
 * one, the others are appended.
 */
export type MergeStrategy = 'replace' | 'append' | 'unique' | `by-key:${string}`;

const BY_KEY = 'by-key:';

/** The strategy a schema or manifest names, or null when there is none of that name. */
export function parseMergeStrategy(text: string): MergeStrategy | null {
  if (text === 'replace' || text === 'append' || text === 'unique') return text;
  return text.startsWith(BY_KEY) && text.length > BY_KEY.length ? (text as MergeStrategy) : null;
}

/** The array two arrays make. Items are shared with them; the place is the higher one's. */
export function combineArrays(below: ArrayValue, above: ArrayValue, strategy: MergeStrategy): ArrayValue {
  if (strategy === 'replace') return above;
  return {
    ...above,
    ofTables: below.ofTables && above.ofTables,
    items: combineItems(below.items, above.items, strategy),
  };
}

function combineItems(
  below: readonly TomlValue[],
  above: readonly TomlValue[],
  strategy: Exclude<MergeStrategy, 'replace'>,
): TomlValue[] {
  if (strategy === 'append') return [...below, ...above];
  if (strategy === 'unique') return uniqueItems([...below, ...above]);
  return mergeByKey(below, above, strategy.slice(BY_KEY.length));
}

function uniqueItems(items: readonly TomlValue[]): TomlValue[] {
  const kept = new Map<string, TomlValue[]>();
  return items.filter((item) => {
    // Tables that differ in the order of their keys are the same but spelled differently, so they share a bucket.
    const spelling = item.type === 'table' ? 'table' : tomlLiteral(item);
    const alike = kept.get(spelling) ?? [];
    if (alike.some((other) => sameValue(other, item))) return false;
    kept.set(spelling, [...alike, item]);
    return true;
  });
}

/** Items without the key, and items that are no tables, are appended. The first of several lower ones is meant. */
function mergeByKey(below: readonly TomlValue[], above: readonly TomlValue[], key: string): TomlValue[] {
  const merged = [...below];
  const places = new Map<string, number>();
  for (const [index, item] of below.entries()) {
    const identity = identityOf(item, key);
    if (identity !== null && !places.has(identity)) places.set(identity, index);
  }
  for (const item of above) {
    const identity = identityOf(item, key);
    const place = identity === null ? undefined : places.get(identity);
    const lower = place === undefined ? undefined : merged[place];
    if (place !== undefined && lower?.type === 'table' && item.type === 'table') {
      merged[place] = mergeTableValues(lower, item);
    } else {
      if (identity !== null) places.set(identity, merged.length);
      merged.push(item);
    }
  }
  return merged;
}

function identityOf(item: TomlValue, key: string): string | null {
  const value = item.type === 'table' ? item.entries.get(key)?.value : undefined;
  return value === undefined ? null : tomlLiteral(value);
}

/** Key by key, tables inside tables too; everything else is the higher one's. */
function mergeTableValues(below: TableValue, above: TableValue): TableValue {
  const entries = new Map<string, Entry>(below.entries);
  for (const [key, entry] of above.entries) {
    const lower = entries.get(key)?.value;
    const value =
      lower?.type === 'table' && entry.value.type === 'table'
        ? mergeTableValues(lower, entry.value)
        : entry.value;
    entries.set(key, value === entry.value ? entry : { ...entry, value });
  }
  return { ...above, entries };
}
