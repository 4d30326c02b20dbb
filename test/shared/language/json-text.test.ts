import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonOf, pasteJson, tomlOfJson } from '../../../shared/language/index.ts';
import { applyReplacements } from '../../../shared/text/replacements.ts';
import { sameValue } from '../../../shared/toml/equal.ts';
import { fromJson } from '../../../shared/toml/from-json.ts';
import { parse } from '../../../shared/toml/index.ts';
import { toJson } from '../../../shared/toml/to-json.ts';
import type { TomlValue } from '../../../shared/toml/types.ts';
import { table } from '../config/arbitrary.ts';
import { given } from './given.ts';

/** `|` is the cursor; two of them are a selection. */
function marked(text: string) {
  const start = text.indexOf('|');
  const end = text.lastIndexOf('|');
  const plain = text.replaceAll('|', '');
  return { request: given(plain, null), within: { start, end: Math.max(start, end - 1) } };
}

function copied(text: string): unknown {
  const { request, within } = marked(text);
  const part = jsonOf(request, within);
  return part.ok ? [part.what, JSON.parse(part.json)] : part.message;
}

function pasted(text: string, json: unknown): string {
  const { request, within } = marked(text);
  const pasting = pasteJson(request, within, typeof json === 'string' ? json : JSON.stringify(json));
  return pasting.ok ? applyReplacements(request.document.text, pasting.changes) : pasting.message;
}

/** Removes the key wherever it is, and gives its value. */
function takeOut(value: TomlValue, key: string): TomlValue | undefined {
  if (value.type === 'array') return value.items.map((item) => takeOut(item, key)).find(Boolean);
  if (value.type !== 'table') return undefined;
  const found = value.entries.get(key)?.value;
  if (value.entries.delete(key)) return found;
  return [...value.entries.values()].map((entry) => takeOut(entry.value, key)).find(Boolean);
}

describe('copying as JSON', () => {
  test.each([
    ['the key at the cursor', '[server]\npo|rt = 80\n', ['server.port', 80]],
    ['the value at the cursor', 'a = { b = "|x" }', ['a.b', 'x']],
    ['an item at the cursor', 'a = [1, |2]', ['a[1]', 2]],
    [
      'the table at the cursor',
      '[ser|ver]\nport = 80\n[server.tls]\non = true\n',
      ['server', { port: 80, tls: { on: true } }],
    ],
    ['the item of a list of tables', '[[a]]\nx = 1\n[[|a]]\nx = 2\n', ['a[1]', { x: 2 }]],
    ['the file where there is none', 'a = 1\n|\n[b]\nc = 2\n', ['the file', { a: 1, b: { c: 2 } }]],
    ['selected lines', 'a = 1\n|[b]\nc = 2\n|', ['the selection', { b: { c: 2 } }]],
    ['a selected value', 'a = |[1, 2]|', ['the selection', [1, 2]]],
    ['a selected word', 'a = |true|', ['the selection', true]],
  ])('takes %s', (_, text, expected) => {
    expect(copied(text)).toEqual(expected);
  });

  test('says why a selection is none', () => {
    expect(copied('a |= 1\nb| = 2')).toMatch(/^The selection is not TOML\. ./);
  });
});

describe('pasting JSON', () => {
  test.each([
    ['into an empty file', '|', { a: 1, b: { c: 2 } }, 'a = 1\n\n[b]\nc = 2\n'],
    ['as a value', 'a = |\n', { b: [1] }, 'a = { b = [1] }\n'],
    ['as a value close to the equals sign', 'a =|\n', 1, 'a = 1\n'],
    ['instead of a selected value', 'a = |"x"| # why\n', 2, 'a = 2 # why\n'],
    ['as an item', 'a = [1, |]', 2, 'a = [1, 2]'],
    ['as an item between others', 'a = [1|, 3]', 2, 'a = [1, 2, 3]'],
    ['as an item before others', 'a = [|3]', 2, 'a = [2, 3]'],
    ['as keys of an inline table', 'a = { | }', { b: 1, c: 2 }, 'a = { b = 1, c = 2 }'],
    ['as further keys of an inline table', 'a = { x = 1| }', { b: 1 }, 'a = { x = 1, b = 1 }'],
    ['as a value in an inline table', 'a = { x = | }', 1, 'a = { x = 1 }'],
    ['below the key at the cursor', 'a = 1|\nb = 2\n', { x: { y: 1 } }, 'a = 1\nx = { y = 1 }\nb = 2\n'],
    ['above the key at whose start the cursor is', '|a = 1\n', { x: 1 }, 'x = 1\na = 1\n'],
    ['below a last line without an end', 'a = 1|', { x: 1 }, 'a = 1\nx = 1\n'],
    ['below the header at the cursor', '[|a]\n', { x: 1, y: { z: 1 } }, '[a]\nx = 1\n\n[a.y]\nz = 1\n'],
    [
      'with headers of their own alone',
      '[a]\nb = 1|\n[c]\n',
      { y: { z: 1 } },
      '[a]\nb = 1\n\n[a.y]\nz = 1\n\n[c]\n',
    ],
    [
      'in an item of a list of tables',
      '[[a]]\nb = 1\n|',
      { y: [{ z: 1 }] },
      '[[a]]\nb = 1\n\n[[a.y]]\nz = 1\n',
    ],
    ['instead of selected lines', 'a = 1\n|b = 2\n|c = 3\n', { x: 1 }, 'a = 1\nx = 1\nc = 3\n'],
    ['with the line ends of the file', 'a = 1\r\n|\r\n', { x: 1, y: 2 }, 'a = 1\r\nx = 1\r\ny = 2\r\n\r\n'],
    ['below a comment', '# why|\na = 1\n', { x: 1 }, '# why\nx = 1\na = 1\n'],
  ])('%s', (_, text, json, expected) => {
    expect(pasted(text, json)).toBe(expected);
  });

  test('refuses what cannot stand there, and what TOML cannot say', () => {
    expect(pasted('|', 1)).toMatch(/^Only a JSON object has keys/);
    expect(pasted('a = |', { b: { c: null } })).toMatch(/^b\.c is null/);
    expect(pasted('|', '{')).toMatch(/^This is not JSON/);
  });

  test('anywhere between lines leaves valid TOML that holds all of it beside what was there', () => {
    const text = 'a = 1\n# why\n[b]\nc = [\n1,\n]\n\n[[d]]\ne = 2\n[b.f]\n';
    const before = JSON.parse(toJson(parse(text).root));
    const lines = [...text.matchAll(/^/gm)]
      .map(({ index }) => index)
      .filter((at) => !/^[1\]]/.test(text.slice(at)));
    fc.assert(
      fc.property(table, fc.constantFrom(...lines), (values, at) => {
        const json = `{"pasted": ${toJson(values)}}`;
        const request = given(text, null);
        const pasting = pasteJson(request, { start: at, end: at }, json);
        expect(pasting.ok).toBe(true);
        const after = parse(applyReplacements(text, pasting.ok ? pasting.changes : []));
        expect(after.problems).toEqual([]);
        const pastedTable = takeOut(after.root, 'pasted');
        const expected = fromJson(toJson(values));
        expect(expected.ok && sameValue(pastedTable ?? after.root, expected.value)).toBe(true);
        expect(JSON.parse(toJson(after.root))).toEqual(before);
      }),
    );
  });

  test('as a file of its own', () => {
    expect(tomlOfJson('{"a": 1, "b": {"c": [true]}}')).toEqual({
      ok: true,
      text: 'a = 1\n\n[b]\nc = [true]\n',
    });
    expect(tomlOfJson('[1]')).toMatchObject({ ok: false });
  });
});
