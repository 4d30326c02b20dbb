/** Paths through values: key names and array indexes. */
import { formatKey } from '../key-path.ts';
import type { TableValue, TomlValue } from '../types.ts';
import type { KeyPath } from './types.ts';

/** `servers[1]."host name"`, for messages. */
export function formatPath(path: KeyPath): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else text += (text === '' ? '' : '.') + formatKey(segment);
  }
  return text;
}

export function startsWith(path: KeyPath, prefix: KeyPath): boolean {
  return path.length >= prefix.length && prefix.every((segment, index) => segment === path[index]);
}

export function samePath(one: KeyPath, other: KeyPath): boolean {
  return one.length === other.length && startsWith(one, other);
}

/** The values on the way, the root first, as far as the path leads: one more than segments that exist. */
export function follow(root: TableValue, path: KeyPath): readonly [TableValue, ...TomlValue[]] {
  const values: [TableValue, ...TomlValue[]] = [root];
  let value: TomlValue | undefined = root;
  for (const segment of path) {
    value = childOf(value, segment);
    if (value === undefined) break;
    values.push(value);
  }
  return values;
}

export function valueAt(root: TableValue, path: KeyPath): TomlValue | undefined {
  return follow(root, path)[path.length];
}

/** Whether the value is written in brackets or braces of its own, so that what it holds stands inside them. */
export function isBracketed(value: TomlValue): boolean {
  return (value.type === 'array' && !value.ofTables) || (value.type === 'table' && value.origin === 'inline');
}

/** How many segments lead to the innermost value in brackets around the end of the path; -1 when there is none. */
export function bracketsAround(root: TableValue, path: KeyPath): number {
  return follow(root, path).slice(0, path.length).findLastIndex(isBracketed);
}

function childOf(value: TomlValue, segment: string | number): TomlValue | undefined {
  if (value.type === 'table')
    return typeof segment === 'string' ? value.entries.get(segment)?.value : undefined;
  return value.type === 'array' && typeof segment === 'number' ? value.items[segment] : undefined;
}
