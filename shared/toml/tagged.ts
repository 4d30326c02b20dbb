/** Values as toml-test's tagged JSON (https://github.com/toml-lang/toml-test#json-encoding). */
import type { ScalarValue, TableValue, TomlValue } from './types.ts';

const names: Record<ScalarValue['type'], string> = {
  string: 'string',
  integer: 'integer',
  float: 'float',
  boolean: 'bool',
  'offset-date-time': 'datetime',
  'local-date-time': 'datetime-local',
  'local-date': 'date-local',
  'local-time': 'time-local',
};

/** Tables become objects without a prototype, arrays arrays, scalars `{ type, value }` with the value as text. */
export function toTagged(value: TomlValue): unknown {
  if (value.type === 'table') return tagTable(value);
  if (value.type === 'array') return value.items.map(toTagged);
  const text = value.type === 'float' ? formatFloat(value.value) : String(value.value);
  return { type: names[value.type], value: text };
}

function tagTable(table: TableValue): unknown {
  const tagged: Record<string, unknown> = Object.create(null);
  for (const [key, entry] of table.entries) tagged[key] = toTagged(entry.value);
  return tagged;
}

function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}
