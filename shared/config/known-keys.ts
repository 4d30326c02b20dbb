/** The keys a configuration is known to have, from its files and its schema; variables are matched against them. */
import type { TableValue } from '../toml/types.ts';

/** One key and the keys below it. */
export interface KeyTree {
  readonly children: Map<string, KeyTree>;
  /** Any key may stand here (a map, `additionalProperties`), so an unknown one is no mistake. */
  open: boolean;
}

export function emptyKeyTree(): KeyTree {
  return { children: new Map(), open: false };
}

/** Adds the keys of one layer. Arrays are values: what is inside cannot be reached by a variable. */
export function addKeys(tree: KeyTree, table: TableValue): void {
  for (const { key, value } of table.entries.values()) {
    const child = addKey(tree, key);
    if (value.type === 'table') addKeys(child, value);
  }
}

/** The node of a key, made when it is new. */
export function addKey(tree: KeyTree, key: string): KeyTree {
  const known = tree.children.get(key);
  if (known !== undefined) return known;
  const added = emptyKeyTree();
  tree.children.set(key, added);
  return added;
}
