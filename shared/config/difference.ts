/** What differs between two effective configurations, in values: comments, order and origin do not count. */
import type { KeyDifference } from '../contract/model.ts';
import { sameValue } from '../toml/equal.ts';
import { tomlLiteral } from '../toml/literal.ts';
import type { EffectiveLeaf, EffectiveNode, EffectiveTable } from './model.ts';
import { formatPath } from './paths.ts';

export interface DifferenceOptions {
  /** Longest literal in UTF-16 units; longer ones are cut with an ellipsis. Unlimited when absent. */
  readonly maxLiteralLength?: number;
}

/**
 * One difference per leaf, values as one-line TOML literals. Keys of `before` come first in their order, then,
 * table by table, the added ones. A leaf that became a table is one removal and the additions below it.
 */
export function differences(
  before: EffectiveTable,
  after: EffectiveTable,
  options: DifferenceOptions = {},
): KeyDifference[] {
  const found: KeyDifference[] = [];
  compareTables(before, after, found, options.maxLiteralLength ?? Number.POSITIVE_INFINITY);
  return found;
}

/** Pairs that are the same; merged tables never change. */
const same = new WeakMap<EffectiveTable, EffectiveTable>();

function compareTables(
  before: EffectiveTable,
  after: EffectiveTable,
  found: KeyDifference[],
  maxLength: number,
): void {
  if (before === after || same.get(after) === before) return;
  const { length } = found;
  for (const [key, old] of before.children) {
    compareNodes(old, after.children.get(key), found, maxLength);
  }
  for (const [key, node] of after.children) {
    if (!before.children.has(key)) report(node, 'added', found, maxLength);
  }
  if (found.length === length) same.set(after, before);
}

function compareNodes(
  before: EffectiveNode,
  after: EffectiveNode | undefined,
  found: KeyDifference[],
  maxLength: number,
): void {
  if (before === after) return;
  if (before.kind === 'table' && after?.kind === 'table') {
    compareTables(before, after, found, maxLength);
  } else if (before.kind === 'leaf' && after?.kind === 'leaf') {
    if (sameValue(before.value, after.value)) return;
    found.push({
      path: formatPath(before.path),
      kind: 'changed',
      before: tomlLiteral(before.value, maxLength),
      after: tomlLiteral(after.value, maxLength),
    });
  } else {
    report(before, 'removed', found, maxLength);
    if (after !== undefined) report(after, 'added', found, maxLength);
  }
}

/** All leaves of a node that stands on one side only. */
function report(
  node: EffectiveNode,
  kind: 'added' | 'removed',
  found: KeyDifference[],
  maxLength: number,
): void {
  if (node.kind === 'table') {
    for (const child of node.children.values()) report(child, kind, found, maxLength);
    return;
  }
  found.push(oneSided(node, kind, maxLength));
}

function oneSided(leaf: EffectiveLeaf, kind: 'added' | 'removed', maxLength: number): KeyDifference {
  const literal = tomlLiteral(leaf.value, maxLength);
  return {
    path: formatPath(leaf.path),
    kind,
    before: kind === 'removed' ? literal : null,
    after: kind === 'added' ? literal : null,
  };
}
