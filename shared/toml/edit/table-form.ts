/** Which form a new table takes: that of the tables beside it, else of those at the same depth. */
import type { ArrayValue, TableValue, TomlValue } from '../types.ts';
import type { Draft } from './draft.ts';
import type { KeyPath, NewValue } from './types.ts';

/** `[a.b]`, `a.b.c = 1`, or `b = { c = 1 }`. */
export type TableForm = 'header' | 'dotted' | 'inline';

type Counts = Record<TableForm, number>;

/** The form for a new table inside another one that is not inline. */
export function tableForm(draft: Draft, at: KeyPath, table: TableValue, value: NewValue): TableForm {
  if (table.origin === 'dotted') return value.type === 'array' ? 'inline' : 'dotted';
  if (value.type === 'array') return value.ofTables === true ? 'header' : 'inline';
  const beside: Counts = { header: 0, dotted: 0, inline: 0 };
  for (const { value: child } of table.entries.values()) count(child, beside);
  const atDepth: Counts = { header: 0, dotted: 0, inline: 0 };
  countAtDepth(draft.document.root, at.filter((segment) => typeof segment === 'string').length, atDepth);
  const own = value.type === 'table' && value.origin === 'inline' ? 'inline' : undefined;
  return mostUsed(beside) ?? own ?? mostUsed(atDepth) ?? 'header';
}

function mostUsed({ header, dotted, inline }: Counts): TableForm | undefined {
  if (header + dotted + inline === 0) return undefined;
  if (header >= dotted && header >= inline) return 'header';
  return inline >= dotted ? 'inline' : 'dotted';
}

function countAtDepth(table: TableValue, depth: number, counts: Counts): void {
  for (const { value } of table.entries.values()) {
    if (depth === 0) count(value, counts);
    else for (const inner of tablesIn(value)) countAtDepth(inner, depth - 1, counts);
  }
}

function tablesIn(value: TomlValue): TableValue[] {
  if (value.type === 'table') return [value];
  return value.type === 'array' ? value.items.filter((item) => item.type === 'table') : [];
}

function count(value: TomlValue, counts: Counts): void {
  const form = formOf(value);
  if (form !== undefined) counts[form]++;
}

function formOf(value: TomlValue): TableForm | undefined {
  if (value.type === 'array') return arrayForm(value);
  if (value.type !== 'table') return undefined;
  return value.origin === 'inline' || value.origin === 'dotted' ? value.origin : 'header';
}

function arrayForm(array: ArrayValue): TableForm | undefined {
  if (array.ofTables) return 'header';
  return array.items.some(({ type }) => type === 'table') ? 'inline' : undefined;
}
