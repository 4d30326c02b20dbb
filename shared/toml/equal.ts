import type { ArrayValue, TableValue, TomlValue } from './types.ts';

/**
 * Whether two values mean the same: type and value, wherever and however they are written. `1` and `1.0`
 * differ, `nan` equals `nan`, the order of keys does not count, nor does `[[name]]` against an inline array.
 */
export function sameValue(left: TomlValue, right: TomlValue): boolean {
  if (left === right) return true;
  if (left.type === 'array') return right.type === 'array' && sameItems(left, right);
  if (left.type === 'table') return right.type === 'table' && sameEntries(left, right);
  return right.type === left.type && Object.is(left.value, right.value);
}

function sameItems(left: ArrayValue, right: ArrayValue): boolean {
  if (left.items.length !== right.items.length) return false;
  return left.items.every((item, index) => {
    const other = right.items[index];
    return other !== undefined && sameValue(item, other);
  });
}

function sameEntries(left: TableValue, right: TableValue): boolean {
  if (left.entries.size !== right.entries.size) return false;
  for (const [key, entry] of left.entries) {
    const other = right.entries.get(key);
    if (other === undefined || !sameValue(entry.value, other.value)) return false;
  }
  return true;
}
