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
 * inf and nan as they are), dates as RFC 3339 strings. The same table gives the same object, and so does what one
 * layer alone makes of it; nobody may change it.
 */
export function toValidatable(root: EffectiveTable | TableValue): { readonly [key: string]: Plain } {
  return 'kind' in root ? validatableTable(root) : validatableValues(root);
}

type PlainTable = { [key: string]: Plain };

const validatables = new WeakMap<EffectiveTable | TableValue, PlainTable>();

function validatableValues(table: TableValue): PlainTable {
  const known = validatables.get(table);
  if (known !== undefined) return known;
  const object = emptyObject();
  for (const [key, { value }] of table.entries) {
    object[key] = value.type === 'table' ? validatableValues(value) : convertValue(value, Number);
  }
  validatables.set(table, object);
  return object;
}

function validatableTable(table: EffectiveTable): PlainTable {
  const known = validatables.get(table);
  if (known !== undefined) return known;
  const only = table.setters.length === 1 ? table.setters[0]?.value : undefined;
  const written = only?.type === 'table' && only.entries.size === table.children.size ? only : null;
  const writtenObject = written === null ? emptyObject() : validatableValues(written);
  const object = emptyObject();
  let isAsWritten = written !== null;
  for (const [key, child] of table.children) {
    const value = written?.entries.get(key)?.value;
    const isLeafAsWritten = child.kind === 'leaf' && child.value === value;
    object[key] =
      child.kind === 'table'
        ? validatableTable(child)
        : isLeafAsWritten
          ? (writtenObject[key] ?? '')
          : convertValue(child.value, Number);
    if (child.kind === 'leaf' ? !isLeafAsWritten : object[key] !== writtenObject[key]) isAsWritten = false;
  }
  const made = isAsWritten ? writtenObject : object;
  validatables.set(table, made);
  return made;
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

function convertTable(table: EffectiveTable, number: NumberConversion): { [key: string]: Plain } {
  const object = emptyObject();
  for (const [key, child] of table.children) object[key] = convert(child, number);
  return object;
}

function convertEntries(table: TableValue, number: NumberConversion): { [key: string]: Plain } {
  const object = emptyObject();
  for (const [key, entry] of table.entries) object[key] = convertValue(entry.value, number);
  return object;
}

function emptyObject(): { [key: string]: Plain } {
  return Object.create(null) as { [key: string]: Plain };
}
