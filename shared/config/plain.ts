/** Values as plain JavaScript, for JSON and for the schema validator. Objects have no prototype. */

import { floatLiteral } from '../toml/literal.ts';
import type { TableValue, TomlValue } from '../toml/types.ts';
import type { EffectiveNode, EffectiveTable } from './model.ts';

/** What JSON can hold. Objects have no prototype, so `__proto__` is a key like any other. */
export type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };

/**
 * The value for JSON output. What JSON cannot say becomes a string: dates, integers beyond 2^53, and the
 * floats "inf", "-inf" and "nan".
 */
export function toPlain(value: EffectiveNode | TomlValue): Plain {
  return convert(value, jsonNumber);
}

/**
 * The table as a JSON Schema validator should see it: every number a number (integers beyond 2^53 rounded,
 * inf and nan as they are), dates as RFC 3339 strings. Its objects inherit nothing. The same table gives the same
 * object, and so does what one layer alone makes of it; nobody may change it.
 */
export function toValidatable(root: EffectiveTable | TableValue): { readonly [key: string]: Plain } {
  return 'kind' in root ? validatableTable(root) : validatableValues(root);
}

type PlainTable = { [key: string]: Plain };

const validatables = new WeakMap<EffectiveTable | TableValue, PlainTable>();

/** A smaller table inside another is converted again as fast as it is looked up. */
const MEMORABLE_SIZE = 4;

function validatableValues(table: TableValue): PlainTable {
  const known = validatables.get(table);
  if (known !== undefined) return known;
  const object = validatableEntries(table);
  validatables.set(table, object);
  return object;
}

function validatableEntries(table: TableValue): PlainTable {
  const object = emptyValidatable();
  for (const { key, value } of table.entries.values()) object[key] = validatableValue(value);
  return object;
}

function validatableValue(value: TomlValue): Plain {
  if (value.type !== 'table') return convertValue(value, Number);
  return value.entries.size < MEMORABLE_SIZE ? validatableEntries(value) : validatableValues(value);
}

function validatableTable(table: EffectiveTable): PlainTable {
  if (table.written !== undefined) return validatableValues(table.written);
  const known = validatables.get(table);
  if (known !== undefined) return known;
  const made = convertedChildren(table);
  validatables.set(table, made);
  return made;
}

function convertedChildren({ children }: EffectiveTable): PlainTable {
  const object = emptyValidatable();
  for (const [key, child] of children)
    object[key] = child.kind === 'table' ? validatableTable(child) : convertValue(child.value, Number);
  return object;
}

type NumberConversion = (value: number | bigint) => number | string;

function jsonNumber(value: number | bigint): number | string {
  if (typeof value === 'bigint') return String(value);
  return Number.isFinite(value) ? value : floatLiteral(value);
}

function convert(value: EffectiveNode | TomlValue, number: NumberConversion): Plain {
  if ('kind' in value) {
    return value.kind === 'table' ? convertTable(value, number) : convertValue(value.value, number);
  }
  return convertValue(value, number);
}

function convertValue(value: TomlValue, number: NumberConversion): Plain {
  switch (value.type) {
    case 'integer':
    case 'float':
      return number(value.value);
    case 'array':
      return value.items.map((item) => convertValue(item, number));
    case 'table':
      return convertEntries(value, number);
    default:
      return value.value;
  }
}

function convertTable(table: EffectiveTable, number: NumberConversion): PlainTable {
  const object = emptyObject();
  for (const [key, child] of table.children) object[key] = convert(child, number);
  return object;
}

function convertEntries(table: TableValue, number: NumberConversion): PlainTable {
  const object = emptyObject();
  for (const { key, value } of table.entries.values()) object[key] = convertValue(value, number);
  return object;
}

function emptyObject(): PlainTable {
  return Object.create(null) as PlainTable;
}

function emptyValidatable(): PlainTable {
  return new (Validatable as unknown as new () => PlainTable)();
}

/**
 * An object whose prototype is empty, so that `__proto__` is a key like any other. Of an object without a prototype the
 * engine makes a hash table; these share one shape where they hold the same keys, and are made and read in half the time.
 */
function Validatable() {}
Validatable.prototype = Object.create(null);
