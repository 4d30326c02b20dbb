import { expect, test } from 'vitest';
import { selectionRanges } from '../../../shared/language/index.ts';
import { given, marked, within } from './given.ts';

/** What is selected, step by step, from `|` on. */
function grow(text: string): string[] {
  const { text: plain, offset } = marked(text);
  const request = given(plain);
  return selectionRanges({ ...request, offset }).map((range) => within(request, range));
}

test('text, string, item, list, key with value, line, section, file', () => {
  const text = '[a]\nx = ["on|e", "two"] # why\ny = 1\n\n[b]\n';
  expect(grow(text)).toEqual([
    'one',
    '"one"',
    '"one", "two"',
    '["one", "two"]',
    'x = ["one", "two"]',
    'x = ["one", "two"] # why',
    '[a]\nx = ["one", "two"] # why\ny = 1',
    text.replace('|', ''),
  ]);
});

test('an inline table by its items', () => {
  expect(grow('p = { a = 1, b.c = |2 }')).toEqual([
    '2',
    'b.c = 2',
    'a = 1, b.c = 2',
    '{ a = 1, b.c = 2 }',
    'p = { a = 1, b.c = 2 }',
  ]);
});

test('a part of a dotted key, then all of it', () => {
  expect(grow('a.b|b.c = 1')).toEqual(['bb', 'a.bb.c', 'a.bb.c = 1']);
});

test('a section, then with the tables inside it', () => {
  const text = '# about a\n[a]\nx = |1\n[a.b]\ny = 2\n[c]\n';
  expect(grow(text)).toEqual([
    '1',
    'x = 1',
    '# about a\n[a]\nx = 1',
    '# about a\n[a]\nx = 1\n[a.b]\ny = 2',
    text.replace('|', ''),
  ]);
});

test('a header', () => {
  expect(grow('[a.|b]\nx = 1')).toEqual(['b', 'a.b', '[a.b]', '[a.b]\nx = 1']);
});

test('an empty text', () => {
  expect(grow('|')).toEqual(['']);
});
