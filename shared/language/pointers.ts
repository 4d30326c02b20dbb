/** From a place in the text to the path of what is written there, as edits want it. */
import type { Range } from '../text/text.ts';
import { valueAt } from '../toml/edit/path.ts';
import type { KeyPath } from '../toml/edit/types.ts';
import { locate, type Place } from '../toml/locate.ts';
import type { TableValue, TomlValue } from '../toml/types.ts';
import type { DocumentRequest } from './request.ts';

/** A key or value and the path that leads to it through all tables and arrays. */
export interface Located {
  readonly place: Place;
  readonly pointer: KeyPath;
  /** What stands at the pointer; undefined when it cannot be read. */
  readonly value: TomlValue | undefined;
}

/** The key or value under an offset; null for comments, punctuation and places where nothing is written. */
export function pointTo({ document }: DocumentRequest, offset: number): Located | null {
  const place = locate(document, offset);
  if (place.kind !== 'key' && place.kind !== 'header' && place.kind !== 'value') return null;
  const pointer = withIndexes(document.root, place.pointer, offset);
  return { place, pointer, value: valueAt(document.root, pointer) };
}

/** The value that is written in exactly this range. */
export function valueAtRange(request: DocumentRequest, range: Range): TomlValue | undefined {
  const { start, end } = request.lines.spanOf(range);
  const value = pointTo(request, start)?.value;
  return value?.start === start && value.end === end ? value : undefined;
}

/** Adds the indexes that a path through lists of tables leaves out: the item that begins last before the offset. */
export function withIndexes(root: TableValue, path: KeyPath, offset: number): KeyPath {
  const pointer: (string | number)[] = [];
  let value: TomlValue | undefined = root;
  for (const segment of path) {
    if (typeof segment === 'string' && value?.type === 'array') {
      const index = Math.max(
        value.items.findLastIndex((item) => item.start <= offset),
        0,
      );
      pointer.push(index);
      value = value.items[index];
    }
    pointer.push(segment);
    value = childOf(value, segment);
  }
  return pointer;
}

/** Reads indexes where a path has their digits, as paths of problems do. */
export function pointerOf(root: TableValue, path: readonly string[]): KeyPath {
  const pointer: (string | number)[] = [];
  let value: TomlValue | undefined = root;
  for (const segment of path) {
    const step: string | number =
      value?.type === 'array' && /^\d+$/.test(segment) ? Number(segment) : segment;
    pointer.push(step);
    value = childOf(value, step);
  }
  return pointer;
}

function childOf(value: TomlValue | undefined, segment: string | number): TomlValue | undefined {
  if (value?.type === 'table')
    return typeof segment === 'string' ? value.entries.get(segment)?.value : undefined;
  return value?.type === 'array' && typeof segment === 'number' ? value.items[segment] : undefined;
}
