/**
 * A JSON Schema as an editor sees it: what may stand at a key path, in which order, with which words.
 * Drafts 07, 2019-09 and 2020-12, draft-04 tolerated. Never throws: what a schema gets wrong says nothing.
 */
import { isObject } from './json.ts';
import { nodeOf, type SchemaNode, type SchemaType } from './node.ts';
import {
  childSeeds,
  declaredKeys,
  expand,
  itemSeeds,
  type Parts,
  type Seed,
  type Watch,
  type WrittenKeys,
} from './parts.ts';
import { SchemaReferences } from './references.ts';

export interface SchemaViewOptions {
  /** The schema's workspace path, which relative references start from. */
  readonly uri?: string;
  /** Further documents it refers to, by URI (see `compileSchema`, which collects them). */
  readonly documents?: ReadonlyMap<string, unknown>;
  /** Runs each match of a pattern, so that one that never ends can be told from other work. */
  readonly watch?: Watch;
}

export interface SchemaChild {
  readonly key: string;
  readonly node: SchemaNode;
}

export interface SchemaLeaf {
  readonly path: readonly string[];
  readonly node: SchemaNode;
}

export interface SchemaDefault extends SchemaLeaf {
  readonly value: unknown;
}

/** One place of the schema; walking from place to place costs nothing twice. */
export interface SchemaPlace {
  readonly node: SchemaNode;
  /** The place under a key; null when the schema says nothing about it or forbids it. */
  child(key: string): SchemaPlace | null;
  /** The place of the items of an array. */
  item(index?: number): SchemaPlace | null;
  /** The same place without the forms of a `oneOf` or `anyOf` that what is written there already rules out. */
  narrowed(written: WrittenKeys): SchemaPlace;
  /** Whether some of the same declarations stand at both places, as where a schema comes back to itself. */
  repeats(other: SchemaPlace): boolean;
}

/** Deeper leaves are not listed. */
const MAX_LISTED_DEPTH = 24;
/** More leaves than this nobody reads. */
const MAX_LISTED_LEAVES = 20_000;

export class SchemaView {
  readonly root: SchemaPlace;
  readonly #references: SchemaReferences;
  #leaves: readonly FoundLeaf[] | undefined;
  #leavesByKey: Map<string, SchemaLeaf[]> | undefined;

  /** @param schema a parsed JSON Schema, or one whose references were collected before */
  constructor(schema: unknown, options: SchemaViewOptions = {}) {
    const references =
      schema instanceof SchemaReferences
        ? schema
        : new SchemaReferences(schema, options.uri, options.documents);
    this.#references = references;
    const places = new Places(references, options.watch ?? ((match) => match()));
    this.root = places.at([{ ...references.root, standing: 'sure' }]) ?? EMPTY_PLACE;
  }

  /** The same view, its patterns matched by `watch`. */
  watchedBy(watch: Watch): SchemaView {
    return new SchemaView(this.#references, { watch });
  }

  /**
   * What may stand at a key path. A number steps into an array; an array is also stepped into by the next
   * key itself, as the header `[[servers]]` and its `name` do.
   */
  nodeAt(path: readonly string[]): SchemaNode | null {
    return this.placeAt(path)?.node ?? null;
  }

  placeAt(path: readonly string[]): SchemaPlace | null {
    let place: SchemaPlace | null = this.root;
    for (const segment of path) {
      place = stepInto(place, segment);
      if (place === null) return null;
    }
    return place;
  }

  /** The keys declared under a path, in schema order. */
  properties(path: readonly string[]): readonly SchemaChild[] {
    const place = this.placeAt(path);
    if (place === null) return [];
    const holder = place.node.properties.length === 0 ? (place.item() ?? place) : place;
    return childrenOf(holder);
  }

  /** The JSON Schema types allowed at a path; undefined when the schema does not say. */
  typeOf(path: readonly string[]): readonly SchemaType[] | undefined {
    const types = this.nodeAt(path)?.types ?? [];
    return types.length === 0 ? undefined : types;
  }

  /** Whether the value at a path, or a table or array it is in, is a secret. */
  isSecret(path: readonly string[]): boolean {
    let place: SchemaPlace | null = this.root;
    for (const segment of path) {
      place = stepInto(place, segment);
      if (place === null) return false;
      if (place.node.secret) return true;
    }
    return false;
  }

  /** Whether the table at a path takes no other keys than those the schema declares. */
  isClosed(path: readonly string[]): boolean {
    return this.nodeAt(path)?.otherKeys === 'forbidden';
  }

  /** Every key that is declared by name and holds a value, in schema order. */
  leaves(): readonly SchemaLeaf[] {
    return this.#found();
  }

  /** The leaves whose path ends with a key. */
  leavesNamed(key: string): readonly SchemaLeaf[] {
    this.#leavesByKey ??= Map.groupBy(this.#found(), ({ path }) => path.at(-1) ?? '');
    return this.#leavesByKey.get(key) ?? [];
  }

  /** The leaves a program fills in by itself; a default of a whole table counts for the keys in it. */
  defaults(): readonly SchemaDefault[] {
    return this.#found().flatMap(({ path, node, inherited }) => {
      const value = node.default ?? inherited;
      return value === undefined || value === null ? [] : [{ path, node, value }];
    });
  }

  #found(): readonly FoundLeaf[] {
    this.#leaves ??= [...leavesOf(this.root, [], [])];
    return this.#leaves;
  }
}

function childrenOf(place: SchemaPlace): readonly SchemaChild[] {
  return place.node.properties.flatMap((key) => {
    const child = place.child(key);
    return child === null ? [] : [{ key, node: child.node }];
  });
}

/** One step down a key path, through arrays as `SchemaView.nodeAt` describes. */
export function stepInto(place: SchemaPlace, segment: string): SchemaPlace | null {
  const child = place.child(segment);
  if (child !== null) return child;
  const isIndex = /^\d+$/.test(segment);
  const item = place.item(isIndex ? Number(segment) : 0);
  if (item === null || isIndex) return item;
  return item.child(segment);
}

interface FoundLeaf extends SchemaLeaf {
  readonly inherited: unknown;
}

/** A schema that comes back to itself is not followed again. */
function* leavesOf(
  place: SchemaPlace,
  path: readonly string[],
  open: readonly SchemaPlace[],
  inherited: unknown = undefined,
  count = { left: MAX_LISTED_LEAVES },
): Generator<FoundLeaf> {
  const keys = place.node.properties;
  if (count.left <= 0) return;
  if (keys.length === 0) {
    count.left -= 1;
    if (path.length > 0) yield { path, node: place.node, inherited };
    return;
  }
  if (path.length >= MAX_LISTED_DEPTH || open.some((other) => place.repeats(other))) return;
  const table = place.node.default ?? inherited;
  for (const key of keys) {
    const child = place.child(key);
    if (child === null) continue;
    const value = isObject(table) && Object.hasOwn(table, key) ? table[key] : undefined;
    yield* leavesOf(child, [...path, key], [...open, place], value, count);
  }
}

/** Makes places on demand; two ways to the same schemas lead to the same place, so recursion ends. */
class Places {
  readonly #references: SchemaReferences;
  readonly #places = new Map<string, SchemaPlace>();
  readonly #numbers = new Map<unknown, number>();
  readonly watch: Watch;

  constructor(references: SchemaReferences, watch: Watch) {
    this.#references = references;
    this.watch = watch;
  }

  at(seeds: readonly Seed[]): SchemaPlace | null {
    if (seeds.length === 0) return null;
    const identity = seeds.map((seed) => `${seed.standing[0]}${this.#numberOf(seed)}`).join(' ');
    const known = this.#places.get(identity);
    if (known !== undefined) return known;
    const place = new Place(expand(seeds, this.#references), seeds, this);
    this.#places.set(identity, place);
    return place;
  }

  /** Is not remembered: what is written changes with every key. */
  narrowed(seeds: readonly Seed[], written: WrittenKeys): SchemaPlace {
    return new Place(expand(seeds, this.#references, written), seeds, this);
  }

  /** Objects are told apart by identity; `true` has none and stands for "anything". */
  #numberOf({ schema }: Seed): number {
    const known = this.#numbers.get(schema);
    if (known !== undefined) return known;
    this.#numbers.set(schema, this.#numbers.size);
    return this.#numbers.size - 1;
  }
}

class Place implements SchemaPlace {
  readonly #parts: Parts;
  readonly #seeds: readonly Seed[];
  readonly #places: Places;
  readonly #children = new Map<string, SchemaPlace | null>();
  readonly #items = new Map<number, SchemaPlace | null>();
  #node: SchemaNode | undefined;
  #declarations: ReadonlySet<unknown> | undefined;

  constructor(parts: Parts, seeds: readonly Seed[], places: Places) {
    this.#parts = parts;
    this.#seeds = seeds;
    this.#places = places;
  }

  get node(): SchemaNode {
    this.#node ??= nodeOf(this.#parts, this.#seeds[0]?.pointer ?? '');
    return this.#node;
  }

  child(key: string): SchemaPlace | null {
    const known = this.#children.get(key);
    if (known !== undefined) return known;
    const { seeds, forbidden } = childSeeds(this.#parts, key, this.#places.watch);
    const place = forbidden ? null : this.#places.at(seeds);
    if (this.#children.size < MAX_REMEMBERED_KEYS) this.#children.set(key, place);
    return place;
  }

  narrowed(written: WrittenKeys): SchemaPlace {
    return written.size === 0 ? this : this.#places.narrowed(this.#seeds, written);
  }

  repeats(other: SchemaPlace): boolean {
    if (!(other instanceof Place)) return false;
    this.#declarations ??= new Set(declarations(this.#parts));
    return declarations(other.#parts).some((schema) => this.#declarations?.has(schema));
  }

  item(index = 0): SchemaPlace | null {
    const known = this.#items.get(index);
    if (known !== undefined) return known;
    const place = this.#places.at(itemSeeds(this.#parts, index));
    if (this.#items.size < MAX_REMEMBERED_KEYS) this.#items.set(index, place);
    return place;
  }
}

function declarations({ list }: Parts): unknown[] {
  return list.filter((part) => declaredKeys(part).length > 0).map(({ schema }) => schema);
}

/** A map of users by name has as many keys as users; beyond this they are looked up again each time. */
const MAX_REMEMBERED_KEYS = 10_000;

/** The schemas `true`, `false`, and whatever is no schema at all. */
const EMPTY_PLACE: SchemaPlace = {
  node: nodeOf({ list: [], known: false }, ''),
  child: () => null,
  item: () => null,
  narrowed: () => EMPTY_PLACE,
  repeats: () => false,
};
