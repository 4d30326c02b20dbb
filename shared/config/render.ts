/**
 * The effective configuration as a fresh TOML document.
 *
 * Not written with `@iarna/toml`'s `stringify`: it takes plain JavaScript values, so `1.0` comes back as the integer 1,
 * `nan` in an array is dropped, local dates need stand-ins, keys such as `10` change places and only the first control
 * character of a string is escaped (3.0.0). This printer starts from typed values and loses none of it.
 */
import { formatKey, formatKeyPath } from '../toml/key-path.ts';
import { tomlLiteral } from '../toml/literal.ts';
import { multiLineString } from '../toml/quoting.ts';
import type { ArrayValue, TableValue, TomlValue } from '../toml/types.ts';
import type { EffectiveTable } from './model.ts';

/** Arrays longer than this on one line get a line for each item. */
const LINE_WIDTH = 80;

/**
 * A document that reads back to equal values. Keys keep their order, except that TOML needs a table's plain values
 * before its sub-tables. Strings of several lines are written over several lines. Ends with a line feed unless empty.
 */
export function renderToml(root: EffectiveTable | TableValue): string {
  const sections: string[] = [];
  renderTable(root, [], null, sections);
  return sections.length === 0 ? '' : `${sections.join('\n\n')}\n`;
}

type AnyTable = EffectiveTable | TableValue;

/** Adds the section of a table, then those of the tables inside it. `header` is null for the root. */
function renderTable(
  table: AnyTable,
  path: readonly string[],
  header: string | null,
  sections: string[],
): void {
  const lines = header === null ? [] : [header];
  const inner: (() => void)[] = [];
  for (const [key, member] of membersOf(table)) {
    const memberPath = [...path, key];
    if (isTable(member)) {
      inner.push(() => renderTable(member, memberPath, `[${formatKeyPath(memberPath)}]`, sections));
    } else if (isArrayOfTables(member)) {
      inner.push(() => renderArrayOfTables(member, memberPath, sections));
    } else {
      lines.push(`${formatKey(key)} = ${renderValue(member)}`);
    }
  }
  // A table that only holds tables is made by their headers.
  const impliedByInner = lines.length === 1 && inner.length > 0 && header?.startsWith('[[') === false;
  if (lines.length > 0 && !impliedByInner) sections.push(lines.join('\n'));
  for (const render of inner) render();
}

function renderArrayOfTables(array: ArrayValue, path: readonly string[], sections: string[]): void {
  const header = `[[${formatKeyPath(path)}]]`;
  for (const item of array.items) if (item.type === 'table') renderTable(item, path, header, sections);
}

function membersOf(table: AnyTable): Iterable<readonly [string, TomlValue | EffectiveTable]> {
  if (!('kind' in table)) return table.entries.values().map(({ key, value }) => [key, value] as const);
  return table.children
    .entries()
    .map(([key, child]) => [key, child.kind === 'leaf' ? child.value : child] as const);
}

/** A table in a table gets a section; one written inline becomes one too, which reads back the same. */
function isTable(member: TomlValue | EffectiveTable): member is AnyTable {
  return 'kind' in member || member.type === 'table';
}

function isArrayOfTables(member: TomlValue): member is ArrayValue {
  return (
    member.type === 'array' &&
    member.ofTables &&
    member.items.length > 0 &&
    member.items.every(({ type }) => type === 'table')
  );
}

function renderValue(value: TomlValue): string {
  if (value.type === 'string' && value.value.includes('\n')) return multiLineString(value.value);
  const literal = tomlLiteral(value);
  if (value.type !== 'array' || literal.length <= LINE_WIDTH) return literal;
  return `[\n${value.items.map((item) => `  ${tomlLiteral(item)},\n`).join('')}]`;
}
