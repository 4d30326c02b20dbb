// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Strata's own references look like that.
/** Random TOML values and layers for the properties of this folder. */
import fc from 'fast-check';
import type { Entry, TableValue, TomlValue } from '../../../shared/toml/types.ts';

const NOWHERE = { start: 0, end: 0 };

/** Any text that is Unicode; TOML can hold no other. */
export const text = fc.string({ unit: 'binary', maxLength: 12 });

export const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', 'server', 'port') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '10', '', 'a b', 'a.b', 'ключ'),
  },
  { weight: 1, arbitrary: text },
);

const dates = fc.constantFrom<TomlValue[]>(
  { type: 'offset-date-time', value: '1979-05-27T07:32:00Z', ...NOWHERE },
  { type: 'local-date-time', value: '1979-05-27T07:32:00.5', ...NOWHERE },
  { type: 'local-date', value: '1979-05-27', ...NOWHERE },
  { type: 'local-time', value: '07:32:00', ...NOWHERE },
);

export const scalar: fc.Arbitrary<TomlValue> = fc.oneof(
  fc
    .oneof(text, fc.constantFrom('line\nline', '"""', 'tail"', '\r\n', '\\', '${NAME}'))
    .map((value) => string(value)),
  fc.maxSafeInteger().map((value): TomlValue => ({ type: 'integer', value, ...NOWHERE })),
  fc
    .bigInt({ min: 2n ** 53n + 1n, max: 2n ** 63n - 1n })
    .map((value): TomlValue => ({ type: 'integer', value, ...NOWHERE })),
  fc.double().map((value): TomlValue => ({ type: 'float', value, ...NOWHERE })),
  fc.boolean().map((value): TomlValue => ({ type: 'boolean', value, ...NOWHERE })),
  dates,
);

/** Scalars, arrays, arrays of tables and tables, nested a few levels. */
export const { value, table } = fc.letrec<{ value: TomlValue; table: TableValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }).map((items) => array(items)),
    fc.array(tie('table'), { minLength: 1, maxLength: 3 }).map((items) => array(items, true)),
    tie('table'),
  ),
  table: fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((members) => tableOf(members)),
}));

/** Layers in which a key is a table everywhere or nowhere, so that no two clash. */
export const clashFreeTable: fc.Arbitrary<TableValue> = clashFreeOfDepth(3);

function clashFreeOfDepth(depth: number): fc.Arbitrary<TableValue> {
  const leaves = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__'), scalar), { maxLength: 4 });
  if (depth === 0) return leaves.map(tableOf);
  const tables = fc.array(
    fc.tuple(fc.constantFrom('table', 'other table', 'constructor'), clashFreeOfDepth(depth - 1)),
    { maxLength: 2 },
  );
  return fc.tuple(leaves, tables).map(([plain, nested]) => tableOf([...plain, ...nested]));
}

export function string(value: string): TomlValue {
  return { type: 'string', value, ...NOWHERE };
}

export function tableOf(members: readonly (readonly [string, TomlValue])[]): TableValue {
  const entries = new Map<string, Entry>(
    members.map(([name, member]) => [name, { key: name, keySpan: NOWHERE, value: member }]),
  );
  return { type: 'table', origin: 'header', ...NOWHERE, entries };
}

function array(items: TomlValue[], ofTables = false): TomlValue {
  return { type: 'array', ofTables, items, ...NOWHERE };
}
