/** Values to be written: whether TOML can say them, and whether they are the same as what stands there. */
import { decodeDate } from '../dates.ts';
import { sameValue } from '../equal.ts';
import { parse } from '../index.ts';
import type { Entry, TomlValue, TomlVersion } from '../types.ts';
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
  return value.type === 'raw' || isWritten(value, read) ? read : undefined;
}

/** Whether what is written at last means what was asked: type and value, however it is spelled. */
export function isWritten(asked: NewValue, written: TomlValue): boolean {
  const value = asValue(asked);
  return value !== undefined && sameValue(value, written);
}

/** A value to be written as the parser would give it; undefined when TOML cannot say it. */
function asValue(value: NewValue): TomlValue | undefined {
  switch (value.type) {
    case 'raw':
      return readBack(value, '1.1');
    case 'array':
      return asArray(value);
    case 'table':
      return asTable(value);
    case 'integer':
      return asInteger(value.value);
    case 'string':
    case 'float':
    case 'boolean':
      return { ...value, ...NOWHERE };
    default: {
      const date = decodeDate(value.value);
      return date === null ? undefined : { type: value.type, value: date.value, ...NOWHERE };
    }
  }
}

/** What is not written yet has no place in a text. */
const NOWHERE = { start: 0, end: 0 } as const;

function asInteger(value: number | bigint): TomlValue | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? asInteger(BigInt(value)) : undefined;
  const isSmall = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
  return { type: 'integer', value: isSmall ? Number(value) : value, ...NOWHERE };
}

function asArray({ items, ofTables = false }: NewArray): TomlValue | undefined {
  const values = items.map(asValue).filter((item) => item !== undefined);
  return values.length < items.length ? undefined : { type: 'array', ofTables, items: values, ...NOWHERE };
}

function asTable({ entries, origin = 'inline' }: NewTable): TomlValue | undefined {
  const values = new Map<string, Entry>();
  for (const [key, entry] of entries) {
    const value = asValue(entry.value);
    if (value === undefined) return undefined;
    values.set(key, { key, keySpan: NOWHERE, value });
  }
  return { type: 'table', origin, entries: values, ...NOWHERE };
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
