/** Small verbs for the tests of edits: `given(text).when(edit).becomes(text)`. */
import { expect } from 'vitest';
import {
  applyReplacements,
  type Edit,
  type EditOptions,
  edit,
  type KeyPath,
  type NewValue,
  type RefusalCode,
} from '../../../../shared/toml/edit/index.ts';
import { parse } from '../../../../shared/toml/index.ts';
import type { TomlVersion } from '../../../../shared/toml/types.ts';

/** Lines joined by line feeds, with one at the end. */
export function lines(...all: string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

export function given(text: string, options: EditOptions & { version?: TomlVersion } = {}) {
  return {
    when: (asked: Edit) => {
      const result = edit(parse(text, options), asked, options);
      return {
        becomes: (expected: string) => {
          expect(result).toMatchObject({ ok: true });
          if (!result.ok) return;
          expect(applyReplacements(text, result.changes)).toBe(expected);
          expect(result.document.text).toBe(expected);
        },
        isRefused: (code: RefusalCode, nearest?: Edit) => {
          expect(result).toMatchObject({ ok: false, reason: { code } });
          if (!result.ok) expect(result.reason.nearest).toEqual(nearest);
        },
        result,
      };
    },
  };
}

/** A key path as one writes it in a test: `a.b`, `list.0.name`; segments of digits are indexes. */
export function path(dotted: string): KeyPath {
  return dotted === ''
    ? []
    : dotted.split('.').map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
}

export function set(dotted: string, value: unknown): Edit {
  return { kind: 'set', path: path(dotted), value: typed(value) };
}

export function insert(
  dotted: string,
  value: unknown,
  position?: { before: string } | { after: string },
): Edit {
  const added = { kind: 'insert', path: path(dotted), value: typed(value) } as const;
  return position === undefined ? added : { ...added, position };
}

export function remove(dotted: string): Edit {
  return { kind: 'delete', path: path(dotted) };
}

export function rename(dotted: string, to: string): Edit {
  return { kind: 'rename', path: path(dotted), to };
}

export function move(dotted: string, to: string): Edit {
  return { kind: 'move', path: path(dotted), to: path(to) };
}

export function raw(text: string): NewValue {
  return { type: 'raw', text };
}

/** A plain JavaScript value as one to be written; what has a `type` is one already. Whole numbers are integers. */
export function typed(value: unknown): NewValue {
  if (typeof value === 'string') return { type: 'string', value };
  if (typeof value === 'boolean') return { type: 'boolean', value };
  if (typeof value === 'bigint') return { type: 'integer', value };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'float', value };
  if (Array.isArray(value)) return { type: 'array', items: value.map(typed) };
  if (typeof value === 'object' && value !== null && 'type' in value) return value as NewValue;
  const entries = Object.entries(value ?? {}).map(
    ([key, member]) => [key, { value: typed(member) }] as const,
  );
  return { type: 'table', entries: new Map(entries) };
}

/** A list that is to be written as `[[name]]` tables. */
export function tables(...items: object[]): NewValue {
  return { type: 'array', ofTables: true, items: items.map(typed) };
}
