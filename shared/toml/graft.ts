/**
 * Puts the values of a part that was read again among those of the whole text: new tables from the root down to where
 * the part writes, everything else as it is. Null wherever it is not certain that reading all of it gives the same:
 * when what is outside of the part and what is in it write to each other's tables.
 */
import type { Span } from '../text/text.ts';
import type { ArrayValue, Entry, TableValue, TomlValue } from './types.ts';

/** A part of a text: its sections, from one header, or the beginning, up to another. */
export interface GraftedPart extends Span {
  /** The tables that its headers lead through, as it was before. */
  readonly ways: HeaderWays;
}

/** The names of headers as a tree. */
export interface HeaderWays extends Map<string, HeaderWays> {}

export interface Grafted {
  readonly root: TableValue;
  /** What the part held before, and is in the new values no more. */
  readonly left: readonly Entry[];
  /** The places of what was made anew, as far as the new values do not share them. */
  readonly leftPlaces: readonly Span[];
}

/**
 * @param root the values of the whole text before, with its places
 * @param fresh the values of the part, read by itself
 * @param part where the part was before
 */
export function graft(root: TableValue, fresh: TableValue, part: GraftedPart): Grafted | null {
  const grafting = new Grafting(part);
  const grafted = grafting.table(root, fresh, part.ways);
  if (grafted === null) return null;
  const { left, leftPlaces } = grafting;
  return { root: grafted, left, leftPlaces };
}

/** Adds the names in a header. */
export function addWay(ways: HeaderWays, names: readonly string[]): void {
  let at = ways;
  for (const name of names) {
    const next = at.get(name) ?? new Map();
    at.set(name, next);
    at = next;
  }
}

const NO_WAYS: HeaderWays = new Map();
const NOTHING: TableValue = { type: 'table', origin: 'implicit', start: 0, end: 0, entries: new Map() };

class Grafting {
  readonly left: Entry[] = [];
  readonly leftPlaces: Span[] = [];
  readonly #part: GraftedPart;

  constructor(part: GraftedPart) {
    this.#part = part;
  }

  /** A table that begins before the part, with what the part gives to it now. */
  table(old: TableValue, fresh: TableValue, ways: HeaderWays): TableValue | null {
    const entries = this.#entries(old, fresh, ways);
    this.leftPlaces.push(old);
    return entries === null ? null : { ...old, entries };
  }

  #entries(old: TableValue, fresh: TableValue, ways: HeaderWays): Map<string, Entry> | null {
    const entries = new Map<string, Entry>();
    const after: Entry[] = [];
    /** What the part gives to tables it shares with others, by key; null where nothing is left to put in its place. */
    const shared = new Map<string, Entry | null>();
    let isPassed = false;
    for (const entry of old.entries.values()) {
      const { key } = entry;
      const next = fresh.entries.get(key);
      if (this.#isIn(entry.keySpan)) {
        if (after.length > 0) return null;
        isPassed = true;
        if (this.#isWhollyIn(entry)) {
          this.left.push(entry);
          continue;
        }
        const renewed = next === undefined ? null : this.#shared(entry, next, ways.get(key) ?? NO_WAYS);
        if (renewed === null) return null;
        shared.set(key, renewed);
        continue;
      }
      const isConcerned = next !== undefined || ways.has(key);
      if (entry.keySpan.start < this.#part.start) {
        if (isPassed || after.length > 0) return null;
        const kept = isConcerned ? this.#crossed(entry, next, ways.get(key) ?? NO_WAYS) : entry;
        if (kept === null) return null;
        entries.set(key, kept);
        if (next !== undefined) shared.set(key, null);
      } else {
        // A table may have its header behind the tables in it; then it is not clear which of the keys comes first.
        if (isConcerned) return null;
        if (after.length === 0 && this.#beginsBefore(entry)) {
          if (isPassed) return null;
          entries.set(key, entry);
        } else after.push(entry);
      }
    }
    for (const entry of fresh.entries.values()) {
      const own = shared.get(entry.key);
      if (own !== null) entries.set(entry.key, own ?? entry);
    }
    for (const entry of after) entries.set(entry.key, entry);
    return entries;
  }

  /** An entry that others began before the part, whose headers may lead through it. */
  #crossed(entry: Entry, next: Entry | undefined, ways: HeaderWays): Entry | null {
    const { value } = entry;
    if (value.type === 'array') {
      const items = this.#array(value, next?.value ?? NOTHING, ways);
      return items === null ? null : { ...entry, value: { ...value, items } };
    }
    const inside = next?.value ?? NOTHING;
    const canEnter = value.type === 'table' && value.origin !== 'inline';
    if (!canEnter || inside.type !== 'table' || inside.origin !== 'implicit') return null;
    const table = this.table(value, inside, ways);
    return table === null ? null : { ...entry, value: table };
  }

  /** An entry that begins in the part and that headers behind it lead through. */
  #shared(entry: Entry, next: Entry, ways: HeaderWays): Entry | null {
    const value = this.#begun(entry.value, next.value, ways);
    if (value === null || this.#hasBefore(entry.value)) return null;
    this.leftPlaces.push(entry.keySpan);
    return { ...next, value };
  }

  #begun(old: TomlValue, fresh: TomlValue, ways: HeaderWays): TomlValue | null {
    if (old.type === 'array' && fresh.type === 'array') {
      const items = this.#array(old, fresh, ways);
      return items === null ? null : { ...fresh, items };
    }
    if (old.type !== 'table' || fresh.type !== 'table' || old.origin !== fresh.origin) return null;
    const entries = this.#entries(old, fresh, ways);
    this.leftPlaces.push(old);
    return entries === null ? null : { ...fresh, entries };
  }

  /** The items of `[[name]]`: those of the part in the place of those that were in it before. */
  #array(old: ArrayValue, fresh: TomlValue, ways: HeaderWays): TomlValue[] | null {
    if (!old.ofTables) return null;
    const { start, end } = this.#part;
    const first = old.items.filter((item) => item.start < start).length;
    const own = old.items.filter((item) => item.start >= start && item.start < end);
    const above = old.items[first - 1];
    this.leftPlaces.push(old);
    const behind = old.items.slice(first + own.length);
    if (fresh.type === 'array') {
      const items = this.#items(above, own, fresh, ways);
      return items === null ? null : [...old.items.slice(0, first), ...items, ...behind];
    }
    const item = own.length === 0 ? this.#lastItem(above, fresh, ways) : null;
    return item === null ? null : [...old.items.slice(0, first - 1), item, ...behind];
  }

  /** The part adds to the table that is the last one where it begins. */
  #lastItem(item: TomlValue | undefined, fresh: TomlValue, ways: HeaderWays): TableValue | null {
    const canEnter = item?.type === 'table' && fresh.type === 'table' && fresh.origin === 'implicit';
    return canEnter ? this.table(item, fresh, ways) : null;
  }

  /** The part has tables of its own; what stands behind it adds to the last of them. */
  #items(
    above: TomlValue | undefined,
    own: readonly TomlValue[],
    fresh: ArrayValue,
    ways: HeaderWays,
  ): TomlValue[] | null {
    if (!fresh.ofTables) return null;
    const last = own.at(-1);
    if (last === undefined) return above !== undefined && this.#hasAfter(above) ? null : fresh.items;
    const items = [...fresh.items];
    if (this.#hasAfter(last)) {
      const lastFresh = items.at(-1);
      const renewed =
        own.length === items.length && lastFresh !== undefined ? this.#begun(last, lastFresh, ways) : null;
      if (renewed === null) return null;
      items[items.length - 1] = renewed;
    } else this.#leave(last);
    for (const item of own.slice(0, -1)) this.#leave(item);
    return items;
  }

  #leave(item: TomlValue): void {
    this.leftPlaces.push(item);
    if (item.type === 'table') this.left.push(...item.entries.values());
  }

  #isIn({ start }: Span): boolean {
    return start >= this.#part.start && start < this.#part.end;
  }

  #isWhollyIn({ value }: Entry): boolean {
    return !this.#hasBefore(value) && !this.#hasAfter(value);
  }

  #hasBefore(value: TomlValue): boolean {
    return someKey(value, ({ start }) => start < this.#part.start);
  }

  #hasAfter(value: TomlValue): boolean {
    return someKey(value, ({ start }) => start >= this.#part.end);
  }

  #beginsBefore({ value }: Entry): boolean {
    return someKey(value, ({ start }) => start < this.#part.end);
  }
}

/** Whether one of the keys and list items that headers or dotted keys put into a value stands in such a place. */
function someKey(value: TomlValue, isSuch: (place: Span) => boolean): boolean {
  if (value.type === 'array') {
    return value.ofTables && value.items.some((item) => isSuch(item) || someKey(item, isSuch));
  }
  if (value.type !== 'table' || value.origin === 'inline') return false;
  return value.entries.values().some((entry) => isSuch(entry.keySpan) || someKey(entry.value, isSuch));
}
