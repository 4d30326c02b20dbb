/** Values to be written: whether TOML can say them, and whether they are the same as what stands there. */
import { decodeDate } from '../dates.ts';
import { parse } from '../index.ts';
import type { TomlValue, TomlVersion } from '../types.ts';
import { plainSpelling, spell } from './literal.ts';
import type { NewArray, NewTable, NewValue } from './types.ts';

/** What a value reads as once it is written; undefined when TOML cannot say it. */
export function readBack(value: NewValue, version: TomlVersion): TomlValue | undefined {
  const key = 'value = ';
  const text = spell(value, plainSpelling);
  const { root, problems } = parse(key + text, { version });
  const read = root.entries.get('value')?.value;
  const isWhole = read?.start === key.length && read.end === key.length + text.length;
  if (!isWhole || root.entries.size !== 1 || problems.some(({ severity }) => severity === 'error'))
    return undefined;
  return value.type === 'raw' || sameValue(value, read) ? read : undefined;
}

/** Whether both mean the same: type and value, however they are written. */
export function sameValue(value: NewValue, other: TomlValue): boolean {
  switch (value.type) {
    case 'raw': {
      const read = readBack(value, '1.1');
      return read !== undefined && sameValue(read, other);
    }
    case 'array':
      return other.type === 'array' && sameItems(value, other);
    case 'table':
      return other.type === 'table' && sameEntries(value, other);
    case 'integer':
      return other.type === 'integer' && isSameInteger(value.value, other.value);
    case 'string':
    case 'float':
    case 'boolean':
      return other.type === value.type && Object.is(value.value, other.value);
    default:
      return other.type === value.type && decodeDate(value.value)?.value === other.value;
  }
}

/** Whether tables with headers can spell it: a table, or a list of nothing but tables. */
export function isOfTables(value: NewValue): value is NewTable | NewArray {
  if (value.type === 'table') return true;
  return (
    value.type === 'array' && value.items.length > 0 && value.items.every(({ type }) => type === 'table')
  );
}

/** A table with one key. */
export function tableWith(key: string, value: NewValue): NewTable {
  return { type: 'table', entries: new Map([[key, { value }]]) };
}

function isSameInteger(one: number | bigint, other: number | bigint): boolean {
  return Number.isInteger(one) || typeof one === 'bigint' ? BigInt(one) === BigInt(other) : false;
}

function sameItems(value: NewArray, other: TomlValue & { readonly type: 'array' }): boolean {
  if (value.items.length !== other.items.length) return false;
  return value.items.every((item, index) => {
    const counterpart = other.items[index];
    return counterpart !== undefined && sameValue(item, counterpart);
  });
}

function sameEntries(value: NewTable, other: TomlValue & { readonly type: 'table' }): boolean {
  if (value.entries.size !== other.entries.size) return false;
  for (const [key, entry] of value.entries) {
    const counterpart = other.entries.get(key);
    if (counterpart === undefined || !sameValue(entry.value, counterpart.value)) return false;
  }
  return true;
}
