/** Which key path a variable's name stands for. */
import { closest } from './closest.ts';
import type { KeyTree } from './known-keys.ts';
import { MAX_PATH_SEGMENTS } from './paths.ts';

/** `known` follows known keys to the end, `free` ends in a table that takes any key, `unknown` is a guess. */
export interface NameMatch {
  readonly kind: 'known' | 'free' | 'unknown';
  readonly path: string[];
  /** Other known paths the name could mean just as well. */
  readonly alternatives: readonly (readonly string[])[];
  /** For an unknown name: the path that was probably meant. */
  readonly probably: readonly string[] | null;
}

/** Enough to name in a message; a name with more meanings is no clearer for counting them. */
const MAX_MEANINGS = 4;

/**
 * Matches names, without their prefix, against known keys: upper and lower case do not count, nor does `-` against `_`
 * (a variable's name can hold no hyphen). Parts that a separator splits may be one key together, so with the separator
 * `_` the name `POOL_SIZE` finds `pool_size`. A name that fits no known key becomes a path in lower case below
 * the known keys it begins with.
 */
export class VariableNames {
  readonly #root: KeyTree;
  readonly #separator: string;
  readonly #indexes = new Map<KeyTree, Map<string, string[]>>();

  constructor(root: KeyTree, separator: string) {
    this.#root = root;
    this.#separator = separator;
  }

  /** Null when the name names no key: a part of it is empty, as in `__PORT`, or it is deeper than tables can be. */
  match(name: string): NameMatch | null {
    const parts = this.#separator === '' ? [name] : name.split(this.#separator);
    if (parts.includes('') || parts.length > MAX_PATH_SEGMENTS) return null;
    const found: string[][] = [];
    this.#follow(this.#root, parts, [], found);
    const [path, ...alternatives] = found;
    if (path !== undefined) return { kind: 'known', path, alternatives, probably: null };
    return this.#guess(parts);
  }

  #follow(tree: KeyTree, parts: readonly string[], path: readonly string[], found: string[][]): void {
    for (let count = parts.length; count >= 1; count -= 1) {
      for (const key of this.#keysLike(tree, parts.slice(0, count).join(this.#separator))) {
        if (found.length >= MAX_MEANINGS) return;
        const child = tree.children.get(key);
        if (count === parts.length) found.push([...path, key]);
        else if (child !== undefined) this.#follow(child, parts.slice(count), [...path, key], found);
      }
    }
  }

  #guess(parts: readonly string[]): NameMatch {
    const path: string[] = [];
    let tree = this.#root;
    let rest = parts;
    for (;;) {
      const [first = ''] = rest;
      const [key] = this.#keysLike(tree, first);
      const child = key === undefined ? undefined : tree.children.get(key);
      if (key === undefined || child === undefined || rest.length === 1) break;
      path.push(key);
      tree = child;
      rest = rest.slice(1);
    }
    const lowered = rest.map((part) => part.toLowerCase());
    const nearest =
      closest(lowered.join(this.#separator), tree.children.keys()) ??
      closest(lowered[0] ?? '', tree.children.keys());
    return {
      kind: tree.open ? 'free' : 'unknown',
      path: [...path, ...lowered],
      alternatives: [],
      probably: nearest === null ? null : [...path, nearest],
    };
  }

  /** The keys of a table a part can stand for, the one in lower case first. */
  #keysLike(tree: KeyTree, part: string): readonly string[] {
    let index = this.#indexes.get(tree);
    if (index === undefined) {
      index = new Map();
      for (const key of tree.children.keys()) {
        const alike = index.get(normalised(key));
        if (alike === undefined) index.set(normalised(key), [key]);
        else if (key === key.toLowerCase()) alike.unshift(key);
        else alike.push(key);
      }
      this.#indexes.set(tree, index);
    }
    return index.get(normalised(part)) ?? [];
  }
}

function normalised(text: string): string {
  return text.toLowerCase().replaceAll('-', '_');
}
