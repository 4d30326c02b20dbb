/** Finding things in a table, merged or of one layer. */
import type { Entry, TableValue } from '../toml/types.ts';
import type { EffectiveLeaf, EffectiveNode, EffectiveTable } from './model.ts';

/** The table or leaf at a path of keys; null where there is none. Arrays are leaves: no path leads into one. */
export function findNode(root: EffectiveTable, path: readonly string[]): EffectiveNode | null {
  let node: EffectiveNode = root;
  for (const key of path) {
    const child: EffectiveNode | undefined = node.kind === 'table' ? node.children.get(key) : undefined;
    if (child === undefined) return null;
    node = child;
  }
  return node;
}

/** Every leaf, in the order of the keys. */
export function leaves(root: EffectiveTable): EffectiveLeaf[] {
  const found: EffectiveLeaf[] = [];
  collectLeaves(root, found);
  return found;
}

/** The entry at a path of keys in one layer's values; null where there is none, and for the root itself. */
export function findEntry(root: TableValue, path: readonly string[]): Entry | null {
  let table: TableValue | null = root;
  let entry: Entry | null = null;
  for (const key of path) {
    entry = table?.entries.get(key) ?? null;
    if (entry === null) return null;
    table = entry.value.type === 'table' ? entry.value : null;
  }
  return entry;
}

function collectLeaves(table: EffectiveTable, found: EffectiveLeaf[]): void {
  for (const child of table.children.values()) {
    if (child.kind === 'leaf') found.push(child);
    else collectLeaves(child, found);
  }
}
