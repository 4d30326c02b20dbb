/** Where a new path would begin to exist: the value that is there, and what of the path is missing. */
import type { ArrayValue, TableValue } from '../types.ts';
import { follow } from './path.ts';
import type { Ordering } from './place.ts';
import { refuse } from './refusal.ts';
import type { Edit, KeyPath, NewValue, Refusal } from './types.ts';
import { tableWith } from './value.ts';

/** How an edit wants something inserted. */
export interface Request extends Ordering {
  /** The same edit with another path to insert at. */
  readonly nearest: (path: KeyPath) => Edit;
  /** Whether replacing another value would come close to what is asked; moving away what it replaces would not. */
  readonly mayReplace: boolean;
}

export interface Destination {
  readonly container: TableValue | ArrayValue;
  /** The path of the container. */
  readonly at: KeyPath;
  /** What follows it, at least one segment: a name in a table, an index in an array. */
  readonly rest: KeyPath;
}

/** Finds the value that is to hold the first missing segment; at most the last segment may exist, as an index. */
export function findDestination(
  root: TableValue,
  path: KeyPath,
  value: NewValue,
  request: Request,
): Destination | Refusal {
  const chain = follow(root, path);
  const depth = Math.min(chain.length, path.length) - 1;
  const container = chain[depth] ?? root;
  const at = path.slice(0, depth);
  const rest = path.slice(depth);
  const first = rest[0];
  if (container.type === 'table') {
    if (typeof first === 'string') return { container, at, rest };
    // A table may have a key that is written like a number.
    return refuse('not-an-array', at, request.nearest([...at, String(first), ...rest.slice(1)]));
  }
  if (container.type !== 'array') {
    const table = request.mayReplace ? wrap(rest, value) : undefined;
    return refuse(
      'key-under-value',
      at,
      table === undefined ? undefined : { kind: 'set', path: at, value: table },
    );
  }
  const { length } = container.items;
  if (typeof first !== 'number') {
    return refuse('array-needs-index', at, request.nearest([...at, Math.max(length - 1, 0), ...rest]));
  }
  const isInRange = Number.isInteger(first) && first >= 0 && first <= length;
  if (isInRange) return { container, at, rest };
  return refuse('index-out-of-range', [...at, first], request.nearest([...at, length, ...rest.slice(1)]));
}

/** The value inside the tables and arrays that a path names; undefined when an index in it leaves a gap. */
export function wrap(path: KeyPath, value: NewValue): NewValue | undefined {
  let wrapped = value;
  for (const segment of path.toReversed()) {
    if (typeof segment === 'string') wrapped = tableWith(segment, wrapped);
    else if (segment === 0) wrapped = { type: 'array', ofTables: wrapped.type === 'table', items: [wrapped] };
    else return undefined;
  }
  return wrapped;
}

/** The names a path begins with, and the value inside what the rest of it names. */
export function namesBefore(
  path: KeyPath,
  value: NewValue,
): { readonly names: readonly string[]; readonly value: NewValue } | undefined {
  const firstIndex = path.findIndex((segment) => typeof segment === 'number');
  const end = firstIndex < 0 ? path.length : firstIndex;
  const wrapped = wrap(path.slice(end), value);
  const names = path.slice(0, end).filter((segment) => typeof segment === 'string');
  return wrapped === undefined ? undefined : { names, value: wrapped };
}

/** A refusal of comments in brackets that `depth` segments lead to; a key can go to the table around them instead. */
export function refuseComments(path: KeyPath, depth: number, request: Request): Refusal {
  const name = path.at(-1);
  const end = path.slice(0, depth).findLastIndex((segment) => typeof segment === 'string');
  const nearest =
    typeof name === 'string' && end >= 0 ? request.nearest([...path.slice(0, end), name]) : undefined;
  return refuse('comment-has-no-place', path, nearest);
}
