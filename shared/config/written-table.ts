/**
 * Tables that one layer alone sets. Nothing is merged in them, so most are never looked into key by key: their values
 * are those of the layer, and the nodes that say who set what are made when somebody asks.
 */
import type { ArrayValue, Entry, ScalarValue, TableValue, TomlValue } from '../toml/types.ts';
import type { EffectiveLeaf, EffectiveTable, LayerContent, Setter } from './model.ts';
import { mayHoldReference, referenceTable } from './reference-syntax.ts';

/** By the values they are made of: a table of the same values is found again by identity. */
export type WrittenTables = WeakMap<TableValue, WrittenTable>;

/** One layer as the one that sets values; it does not keep the rest of its values alive. */
export class LayerSetter {
  readonly layer: LayerContent['layer'];
  readonly variables: LayerContent['variables'];
  readonly #made: WrittenTables | undefined;

  /** @param made the tables that earlier merges of the same layers made, and where new ones are remembered */
  constructor({ layer, variables }: LayerContent, made: WrittenTables | undefined) {
    this.layer = layer;
    this.variables = variables;
    this.#made = made;
  }

  of(entry: Entry): Setter {
    const { layer, variables } = this;
    if (entry.variable === undefined) return { layer, keySpan: entry.keySpan, value: entry.value };
    const variable = variables?.get(entry.variable) ?? { name: entry.variable };
    return { layer, value: entry.value, variable };
  }

  /** What an entry of this layer alone makes in the table at `above`; the value is its table, which refers to nothing. */
  table(above: readonly string[], entry: Entry, value: TableValue): WrittenTable {
    const known = this.#made?.get(value);
    if (known?.isOf(this, above, entry) === true) return known;
    const made = new WrittenTable(above.concat(entry.key), [this.of(entry)], value, this);
    // A smaller table is made again as fast as it is looked up.
    if (value.entries.size >= MEMORABLE_SIZE) this.#made?.set(value, made);
    return made;
  }
}

const MEMORABLE_SIZE = 4;

export class WrittenTable implements EffectiveTable {
  readonly kind = 'table';
  readonly path: readonly string[];
  readonly setters: readonly Setter[];
  // Not a property of its own: a copy with other children is not what was written.
  readonly #written: TableValue;
  readonly #setter: LayerSetter;
  #children: Map<string, EffectiveLeaf | EffectiveTable> | null = null;

  constructor(path: readonly string[], setters: readonly Setter[], written: TableValue, setter: LayerSetter) {
    this.path = path;
    this.setters = setters;
    this.#written = written;
    this.#setter = setter;
  }

  get written(): TableValue {
    return this.#written;
  }

  get children(): Map<string, EffectiveLeaf | EffectiveTable> {
    this.#children ??= this.#makeChildren();
    return this.#children;
  }

  /** Whether it is what an entry in the table at `above` makes; the places inside may have moved. */
  isOf({ layer, variables }: LayerSetter, above: readonly string[], { key, keySpan }: Entry): boolean {
    const { path } = this;
    return (
      this.setters[0]?.keySpan === keySpan &&
      this.#setter.layer === layer &&
      this.#setter.variables === variables &&
      path.length === above.length + 1 &&
      path.at(-1) === key &&
      above.every((name, index) => name === path[index])
    );
  }

  #makeChildren(): Map<string, EffectiveLeaf | EffectiveTable> {
    const children = new Map<string, EffectiveLeaf | EffectiveTable>();
    for (const entry of this.#written.entries.values()) {
      const { key, value } = entry;
      const child =
        value.type === 'table' ? this.#setter.table(this.path, entry, value) : this.#leaf(entry, value);
      children.set(key, child);
    }
    return children;
  }

  #leaf(entry: Entry, value: ScalarValue | ArrayValue): EffectiveLeaf {
    // Not spread into a new list, which would reserve room for sixteen keys more.
    const path = this.path.concat(entry.key);
    return { kind: 'leaf', path, value, source: this.#setter.of(entry), overridden: NOBODY };
  }
}

const NOBODY: readonly Setter[] = [];

/** Whether a table refers. One that is read again with other values is another one. */
const referring = new WeakMap<TableValue, boolean>();

/** Whether a table holds something that may be a reference, whatever the variables are, or is one itself. */
export function mayRefer(table: TableValue): boolean {
  const known = referring.get(table);
  if (known !== undefined) return known;
  let refers = referenceTable(table) !== null;
  for (const { value } of table.entries.values()) {
    if (refers) break;
    refers = mayValueRefer(value);
  }
  if (table.entries.size >= MEMORABLE_SIZE) referring.set(table, refers);
  return refers;
}

function mayValueRefer(value: TomlValue): boolean {
  if (value.type === 'string') return mayHoldReference(value.value);
  if (value.type === 'table') return mayRefer(value);
  return value.type === 'array' && value.items.some(mayValueRefer);
}
