/** Where in the values of one file a path leads. */
import type { Entry, TableValue, TomlValue } from '../../shared/toml/types.ts';

/** What stands at a path: the value, and the entry that holds it or the array it is in. */
export interface Found {
  readonly value: TomlValue;
  /** The nearest entry on the way: the value's own, or that of the array it is an item of. */
  readonly entry: Entry | null;
  /** How many segments of the path were found. */
  readonly depth: number;
}

/** Follows keys, and indexes of arrays, as far as they lead. */
export function follow(root: TomlValue, path: readonly string[]): Found {
  let value = root;
  let entry: Entry | null = null;
  for (const [depth, segment] of path.entries()) {
    const next = step(value, segment);
    if (next === null) return { value, entry, depth };
    value = next.value;
    entry = next.entry ?? entry;
  }
  return { value, entry, depth: path.length };
}

/** The value at a path; undefined where it leads nowhere. */
export function valueAt(root: TableValue, path: readonly string[]): TomlValue | undefined {
  const found = follow(root, path);
  return found.depth === path.length ? found.value : undefined;
}

/** Whether `wanted`, the very object, is somewhere inside `value`. */
export function holds(value: TomlValue, wanted: TomlValue): boolean {
  if (value === wanted) return true;
  if (value.type === 'array') return value.items.some((item) => holds(item, wanted));
  if (value.type !== 'table') return false;
  return value.entries.values().some((entry) => holds(entry.value, wanted));
}

function step(value: TomlValue, segment: string): { value: TomlValue; entry: Entry | null } | null {
  if (value.type === 'table') {
    const entry = value.entries.get(segment);
    return entry === undefined ? null : { value: entry.value, entry };
  }
  const item = value.type === 'array' ? value.items[Number(segment)] : undefined;
  return item === undefined ? null : { value: item, entry: null };
}
