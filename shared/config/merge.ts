/**
 * The merge of the `standard` dialect: tables merge key by key, arrays and arrays of tables replace, and where
 * a table meets a value the later layer wins with a warning. Every value remembers who set it and whom it beat.
 */
import type { Span } from '../text/text.ts';
import type { ArrayValue, Entry, ScalarValue, TableValue } from '../toml/types.ts';
import { combineArrays, type MergeStrategy } from './combine.ts';
import type { EffectiveTable, LayerContent, MergeProblem, Setter } from './model.ts';
import { referenceTable } from './reference-syntax.ts';
import { leafKind, typeClash, type ValueKind } from './type-clash.ts';
import type { TypesOf } from './typed-text.ts';
import { LayerSetter, mayRefer, WrittenTable, type WrittenTables } from './written-table.ts';

export interface MergeOptions {
  /** How the array at a path meets the one below it; `replace` where absent. Asked only where two arrays meet. */
  readonly strategyOf?: (path: readonly string[]) => MergeStrategy;
  /**
   * The schema's types. Where it knows a path, validation judges a value's type and merging says nothing, unless a
   * whole table is lost that the schema does not allow to give way.
   */
  readonly typesOf?: TypesOf;
  /** What earlier merges of the same layers with the same options made; absent: nothing is remembered. */
  readonly memory?: MergeMemory;
}

/** What merging a set of layers gives. `root.setters` lists the layers that set anything, winner first. */
export interface Merged {
  readonly root: EffectiveTable;
  readonly problems: MergeProblem[];
}

/** Merges layers, lowest precedence first. The layers' values are shared with the result, never changed. */
export function merge(contents: readonly LayerContent[], options: MergeOptions = {}): Merged {
  const root: TableInProgress = { kind: 'table', path: [], children: new Map(), setters: [] };
  const problems: MergeProblem[] = [];
  const parts: Part[] = [];
  for (const content of contents) {
    const table = content.root;
    if (table.entries.size === 0) continue;
    root.setters.unshift({ layer: content.layer, value: table });
    const setter = new LayerSetter(content, options.memory?.written);
    parts.push(new LayerMerge(setter, options, problems).part(table, null));
  }
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && !mayRefer(only.origin.table))
    return { root: new WrittenTable([], root.setters, only.origin.table, only.merge.setter), problems };
  addParts(root, parts, problems, options.memory);
  return { root, problems };
}

/**
 * Merged tables by what they were made from. A table of the same values is found again by identity; the places
 * inside may have moved.
 */
export class MergeMemory {
  readonly #made = new WeakMap<
    TableValue,
    { readonly node: EffectiveTable; readonly origins: readonly Origin[] }
  >();
  /** Those that one layer alone made. */
  readonly written: WrittenTables = new WeakMap();

  /** The table that these parts made at this path before. */
  find(path: readonly string[], parts: readonly Part[]): EffectiveTable | null {
    const top = parts.at(-1);
    const made = top === undefined ? undefined : this.#made.get(top.origin.table);
    if (made === undefined || made.origins.length !== parts.length) return null;
    const isSame =
      made.origins.every((origin, index) => isSameOrigin(origin, parts[index]?.origin)) &&
      made.node.path.length === path.length &&
      made.node.path.every((key, index) => key === path[index]);
    return isSame ? made.node : null;
  }

  remember(node: EffectiveTable, parts: readonly Part[]): void {
    const top = parts.at(-1);
    const origins = parts.map(({ origin }) => origin);
    if (top === undefined) return;
    this.#made.set(top.origin.table, { node, origins });
  }
}

/** A smaller table is merged again as fast as it is looked up. */
const MEMORABLE_SIZE = 4;

/** What one layer gives to a table. */
interface Part {
  readonly merge: LayerMerge;
  readonly origin: Origin;
}

/** All that tells one part from another; it must not keep the rest of the layer's values alive. */
interface Origin extends Pick<LayerContent, 'layer' | 'variables'> {
  readonly table: TableValue;
  /** Where the table's key is written; null for the root. */
  readonly keySpan: Span | null;
}

function isSameOrigin(one: Origin, other: Origin | undefined): boolean {
  return (
    one.table === other?.table &&
    one.keySpan === other.keySpan &&
    one.layer === other.layer &&
    one.variables === other.variables
  );
}

/** Parts of the tables inside the table being merged, lowest layer first; most tables hold none, and need no list. */
interface PartsInside {
  ofTable: Map<TableInProgress, Part[]> | null;
}

/** Adds the parts to a table, and then to each table inside it what is inside the parts. */
function addParts(
  target: TableInProgress,
  parts: readonly Part[],
  problems: readonly MergeProblem[],
  memory: MergeMemory | undefined,
): void {
  const inside: PartsInside = { ofTable: null };
  for (const part of parts) {
    // Whether no other layer sets a key of this table.
    const isAlone = (key: string) =>
      parts.every((other) => other === part || !other.origin.table.entries.has(key));
    part.merge.addTable(target, part.origin.table, inside, isAlone);
  }
  for (const [node, partsOfNode] of inside.ofTable ?? []) {
    const known = memory?.find(node.path, partsOfNode) ?? null;
    const key = node.path.at(-1);
    if (known !== null && key !== undefined && target.children.get(key) === node) {
      target.children.set(key, known);
      continue;
    }
    const { length } = problems;
    addParts(node, partsOfNode, problems, memory);
    // What is wrong inside has to be said again the next time.
    if (problems.length === length && node.children.size >= MEMORABLE_SIZE)
      memory?.remember(node, partsOfNode);
  }
}

/** Result nodes while layers are still being added; a finished one fits the model's read-only type. */
interface TableInProgress {
  readonly kind: 'table';
  readonly path: readonly string[];
  readonly children: Map<string, NodeInProgress | EffectiveTable>;
  readonly setters: Setter[];
}

interface LeafInProgress {
  readonly kind: 'leaf';
  readonly path: readonly string[];
  value: ScalarValue | ArrayValue;
  source: Setter;
  overridden: readonly Setter[];
  reference?: 'unresolved';
  combined?: boolean;
}

type NodeInProgress = TableInProgress | LeafInProgress;

const NOBODY: readonly Setter[] = [];

/** Adds the values of one layer. */
class LayerMerge {
  readonly setter: LayerSetter;
  readonly #options: MergeOptions;
  readonly #problems: MergeProblem[];

  constructor(setter: LayerSetter, options: MergeOptions, problems: MergeProblem[]) {
    this.setter = setter;
    this.#options = options;
    this.#problems = problems;
  }

  /** A table of this layer, to be added. */
  part(table: TableValue, keySpan: Span | null): Part {
    const { layer, variables } = this.setter;
    const origin = { layer, table, keySpan };
    return { merge: this, origin: variables === undefined ? origin : { ...origin, variables } };
  }

  /** Adds a table's own values, and to `inside` the tables in it that are still to be filled. */
  addTable(
    target: TableInProgress,
    table: TableValue,
    inside: PartsInside,
    isAlone: (key: string) => boolean,
  ): void {
    for (const entry of table.entries.values()) {
      const { value } = entry;
      if (value.type === 'table' && isAlone(entry.key) && !mayRefer(value)) {
        target.children.set(entry.key, this.setter.table(target.path, entry, value));
        continue;
      }
      // What is not in progress stands only where all layers have been added.
      const below = target.children.get(entry.key) as NodeInProgress | undefined;
      // Not spread into a new list, which would reserve room for sixteen keys more.
      const path = below?.path ?? target.path.concat(entry.key);
      if (value.type !== 'table') this.#setLeaf(target, below, path, entry, value);
      else if (this.#isReference(value, path)) {
        this.#setLeaf(target, below, path, entry, referenceText(value));
      } else this.#mergeTable(target, below, path, entry, value, inside);
    }
  }

  #mergeTable(
    target: TableInProgress,
    below: NodeInProgress | undefined,
    path: readonly string[],
    entry: Entry,
    value: TableValue,
    inside: PartsInside,
  ): void {
    const setter = this.setter.of(entry);
    let node = below;
    if (node?.kind !== 'table') {
      if (node !== undefined)
        this.#checkClash(path, 'table', setter, leafKind(node.source.value), node.source);
      node = { kind: 'table', path, children: new Map(), setters: [setter] };
      target.children.set(entry.key, node);
    } else node.setters.unshift(setter);
    const part = this.part(value, entry.keySpan);
    inside.ofTable ??= new Map();
    const known = inside.ofTable.get(node);
    if (known === undefined) inside.ofTable.set(node, [part]);
    else known.push(part);
  }

  #setLeaf(
    target: TableInProgress,
    below: NodeInProgress | undefined,
    path: readonly string[],
    entry: Entry,
    value: ScalarValue | ArrayValue,
  ): void {
    const source = this.setter.of(entry);
    if (below?.kind === 'leaf') {
      this.#override(below, source, value);
      return;
    }
    const leaf: LeafInProgress = { kind: 'leaf', path, value, source, overridden: below?.setters ?? NOBODY };
    markReference(leaf);
    target.children.set(entry.key, leaf);
    const beaten = below?.setters[0];
    if (beaten !== undefined) this.#checkClash(path, leafKind(source.value), source, 'table', beaten);
  }

  /** Changes the leaf in place: with many layers most values are overridden, and a new object each time is slow. */
  #override(leaf: LeafInProgress, source: Setter, value: ScalarValue | ArrayValue): void {
    const { source: beaten, value: below } = leaf;
    leaf.overridden = [beaten, ...leaf.overridden];
    leaf.source = source;
    leaf.value = value;
    markReference(leaf);
    if (leaf.combined !== undefined) delete leaf.combined;
    if (below.type === 'array' && value.type === 'array') this.#combine(leaf, below, value);
    else if (beaten.value.type !== source.value.type) {
      this.#checkClash(leaf.path, leafKind(source.value), source, leafKind(beaten.value), beaten);
    }
  }

  #combine(leaf: LeafInProgress, below: ArrayValue, above: ArrayValue): void {
    const strategy = this.#options.strategyOf?.(leaf.path) ?? 'replace';
    if (strategy === 'replace') return;
    leaf.value = combineArrays(below, above, strategy);
    leaf.combined = true;
  }

  /** A table the schema wants as a table stays one, whatever its keys are called. */
  #isReference(value: TableValue, path: readonly string[]): boolean {
    return referenceTable(value) !== null && !this.#options.typesOf?.(path)?.includes('object');
  }

  #checkClash(
    path: readonly string[],
    kind: ValueKind,
    setter: Setter,
    beatenKind: ValueKind,
    beaten: Setter,
  ): void {
    if (kind === beatenKind) return;
    const types = this.#options.typesOf?.(path);
    const problem = typeClash(path, { kind, setter }, { kind: beatenKind, setter: beaten }, types);
    if (problem !== null) this.#problems.push(problem);
  }
}

/** A leaf written as a table is a reference. The flag is absent from all others, so that they keep one shape. */
function markReference(leaf: LeafInProgress): void {
  if (leaf.source.value.type === 'table') leaf.reference = 'unresolved';
  else if (leaf.reference !== undefined) delete leaf.reference;
}

/** How a reference written as a table stands in the merge until it is resolved. */
function referenceText(table: TableValue): ScalarValue {
  const name = referenceTable(table)?.name ?? '';
  return { type: 'string', value: `\${${name}}`, start: table.start, end: table.end };
}
