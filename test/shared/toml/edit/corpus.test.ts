import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  applyReplacements,
  type Edit,
  edit,
  type KeyPath,
  type NewValue,
} from '../../../../shared/toml/edit/index.ts';
import { parse, type TomlDocument } from '../../../../shared/toml/index.ts';
import type { TomlValue } from '../../../../shared/toml/types.ts';
import { corpusFiles, corpusFolder, decode, hasCorpus } from '../suites.ts';
import { pathsIn, valueIn } from './documents.ts';
import { applyEdit, modelOf, plain } from './model.ts';
import { foreignLines, isSubsequence, splitLines } from './ownership.ts';

/** So many values of each file are tried, evenly spread. */
const TRIES = 12;

describe.skipIf(!hasCorpus)('every file of the corpus', () => {
  const files = corpusFiles();
  test.each(files)('%s', { timeout: 120_000 }, (file) => {
    const text = textOf(file);
    const document = parse(text, { version: '1.1' });
    for (const path of spread(editable(document))) {
      const value = otherValue(valueIn(document.root, path)!);
      const result = edit(document, { kind: 'set', path, value });
      if (document.problems.length > 0 && !result.ok) continue;
      if (!result.ok) throw new Error(`${JSON.stringify(path)}: ${result.reason.message}`);
      const after = applyReplacements(text, result.changes);
      expect(changedLines(text, after)).toBe(1);
      const model = modelOf(document.root);
      applyEdit(model, { kind: 'set', path, value });
      expect(plain(modelOf(parse(after, { version: '1.1' }).root))).toEqual(plain(model));
    }
  });

  test.each(files)('%s is as before when a new key is deleted', { timeout: 120_000 }, (file) => {
    const text = textOf(file);
    const document = parse(text, { version: '1.1' });
    for (const table of spread(tablesOf(document))) {
      const asked = insertInto(table);
      const added = edit(document, asked);
      if (document.problems.length > 0 && !added.ok) continue;
      if (!added.ok) throw new Error(`${JSON.stringify(table)}: ${added.reason.message}`);
      expect(isSubsequence(foreignLines(document, asked), splitLines(added.document.text))).toBe(true);
      const taken = edit(added.document, { kind: 'delete', path: asked.path });
      const value = valueIn(document.root, table);
      const hasNewHeader = value?.type === 'table' && value.origin === 'implicit';
      if (!hasNewHeader) expect(taken).toMatchObject({ ok: true, document: { text } });
    }
  });
});

/** The text as the product reads it; of a file that is not UTF-8, as much as can be read. */
function textOf(file: string): string {
  const bytes = readFileSync(join(corpusFolder, file));
  return decode(bytes) ?? bytes.toString('latin1');
}

function tablesOf({ root }: TomlDocument): KeyPath[] {
  return [[], ...pathsIn(root, [])].filter((path) => valueIn(root, path)?.type === 'table');
}

function insertInto(table: KeyPath): Edit {
  return { kind: 'insert', path: [...table, 'a new key'], value: { type: 'integer', value: 1 } };
}

/** Scalars that stand on one line. */
function editable(document: TomlDocument): KeyPath[] {
  return [...pathsIn(document.root, [])].filter((path) => {
    const value = valueIn(document.root, path);
    if (value === undefined || value.type === 'table' || value.type === 'array') return false;
    return !document.text.slice(value.start, value.end).includes('\n');
  });
}

function spread<T>(all: readonly T[]): T[] {
  const step = Math.max(1, Math.ceil(all.length / TRIES));
  return all.filter((_, index) => index % step === 0);
}

function otherValue(value: TomlValue): NewValue {
  switch (value.type) {
    case 'string':
      return { type: 'string', value: `${value.value} changed "it's"` };
    case 'integer':
      return { type: 'integer', value: BigInt(value.value) === 7n ? 8 : 7 };
    case 'float':
      return { type: 'float', value: value.value === 0.5 ? 1.5 : 0.5 };
    case 'boolean':
      return { type: 'boolean', value: !value.value };
    case 'local-time':
      return { type: 'local-time', value: '01:02:03.456' };
    default:
      return { type: 'offset-date-time', value: '2001-02-03T04:05:06.789Z' };
  }
}

/** How many lines differ, of texts with equally many; all of them otherwise. */
function changedLines(before: string, after: string): number {
  const old = before.split('\n');
  const now = after.split('\n');
  return old.length === now.length ? old.filter((line, index) => line !== now[index]).length : old.length;
}
