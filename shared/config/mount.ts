/** A table inside a file as a layer of its own. */
import type { TableValue } from '../toml/types.ts';

/**
 * The values of the table at `table` (the whole file when that is empty), moved to the path `at` of the effective
 * configuration. An empty table when the file has none there; null when something else than a table stands there.
 */
export function mountTable(
  root: TableValue,
  table: readonly string[],
  at: readonly string[],
): TableValue | null {
  let found = root;
  for (const key of table) {
    const value = found.entries.get(key)?.value;
    if (value === undefined) return emptyTable();
    if (value.type !== 'table') return null;
    found = value;
  }
  return at.reduceRight<TableValue>((mounted, key) => wrap(key, mounted), found);
}

/** A layer that sets nothing. */
export function emptyTable(): TableValue {
  return { type: 'table', origin: 'root', start: 0, end: 0, entries: new Map() };
}

/** Who asks where the mount point is written is led to the table that is mounted there. */
function wrap(key: string, value: TableValue): TableValue {
  const { start, end } = value;
  // The very place of the table, which moves when the text changes above it.
  const entry = { key, keySpan: value, value };
  return { type: 'table', origin: 'implicit', start, end, entries: new Map([[key, entry]]) };
}
