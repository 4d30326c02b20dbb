/**
 * Values that a change left as they were keep their identity, so that whoever computed something from them can tell
 * that it still holds. A document that is read again is new from end to end; this puts the old tables back into it
 * wherever they say the same, moved to their new places.
 */
import type { Span } from '../text/text.ts';
import type { Writable } from './tables.ts';
import type { ArrayValue, Entry, ScalarValue, TableValue, TomlValue } from './types.ts';

/**
 * The values of a text, `fresh`, with every table and array of `old` that is the same in keys, order, values and
 * origin in the place of its counterpart. Both arguments are used up: what is kept of `old` gets the places of
 * `fresh`, so nothing may look at the places in `old` any more.
 */
export function adoptValues(old: TableValue, fresh: TableValue): TableValue {
  if (old === fresh) return old;
  let isSame = old.origin === fresh.origin && old.entries.size === fresh.entries.size;
  const inOrder = isSame ? old.entries.values() : null;
  for (const entry of fresh.entries.values()) {
    const neighbour = isSame ? inOrder?.next().value : undefined;
    if (isSame && neighbour?.key !== entry.key) isSame = false;
    const counterpart = neighbour?.key === entry.key ? neighbour : old.entries.get(entry.key);
    if (counterpart === undefined || !adoptInto(entry, counterpart)) isSame = false;
  }
  if (!isSame) return fresh;
  const moved = fresh.entries.values();
  for (const entry of old.entries.values()) {
    const { keySpan, value } = moved.next().value ?? entry;
    moveTo(entry.keySpan, keySpan);
    moveTo(entry.value, value);
  }
  moveTo(old, fresh);
  return old;
}

/** Takes over what can be of the entry's old value; whether that was all of it. */
function adoptInto(entry: Writable<Entry>, counterpart: Entry): boolean {
  if (entry === counterpart) return true;
  const { value: old, keySpan: oldSpan } = counterpart;
  const fresh = entry.value;
  const adopted = adoptValue(old, fresh);
  // A scalar stays where it is: only a table or array that keeps all of them takes the old ones.
  if (adopted === null) return false;
  if (adopted.type !== 'table' && adopted.type !== 'array') return true;
  entry.value = adopted;
  if (adopted !== old) return false;
  moveTo(oldSpan, entry.keySpan);
  entry.keySpan = oldSpan;
  return true;
}

/** `old` when it says the same, else what to put instead of `fresh`; null for a scalar that changed. */
function adoptValue(old: TomlValue, fresh: TomlValue): TomlValue | null {
  if (fresh.type === 'table') return old.type === 'table' ? adoptValues(old, fresh) : null;
  if (fresh.type === 'array') return old.type === 'array' ? adoptArray(old, fresh) : null;
  return isSameScalar(old, fresh) ? old : null;
}

function adoptArray(old: ArrayValue, fresh: ArrayValue): ArrayValue {
  let isSame = old.ofTables === fresh.ofTables && old.items.length === fresh.items.length;
  for (const [index, item] of fresh.items.entries()) {
    const counterpart = old.items[index];
    const adopted = counterpart === undefined ? null : adoptValue(counterpart, item);
    if (adopted === null || adopted !== counterpart) isSame = false;
    if (adopted?.type === 'table' || adopted?.type === 'array') fresh.items[index] = adopted;
  }
  if (!isSame) return fresh;
  for (const [index, item] of old.items.entries()) moveTo(item, fresh.items[index] ?? item);
  moveTo(old, fresh);
  return old;
}

function isSameScalar(old: TomlValue, fresh: ScalarValue): boolean {
  return old.type === fresh.type && Object.is(old.value, fresh.value);
}

/** Moves everything in a table that is written at or after an offset; the table's own span stays. */
export function shiftEntries(table: TableValue, from: number, by: number): void {
  for (const { keySpan, value } of table.entries.values()) {
    shiftSpan(keySpan, from, by);
    shiftValue(value, from, by);
  }
}

function shiftValue(value: TomlValue, from: number, by: number): void {
  shiftSpan(value, from, by);
  if (value.type === 'array') for (const item of value.items) shiftValue(item, from, by);
  else if (value.type === 'table') shiftEntries(value, from, by);
}

function shiftSpan(span: Writable<Span>, from: number, by: number): void {
  if (span.start < from) return;
  span.start += by;
  span.end += by;
}

function moveTo(place: Writable<Span>, { start, end }: Span): void {
  place.start = start;
  place.end = end;
}
