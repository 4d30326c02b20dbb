import { expect, test } from 'vitest';
import { encodeTokens, semanticTokens } from '../../../shared/language/index.ts';
import { given } from './given.ts';

function tokens(text: string): string[] {
  const request = given(text);
  return semanticTokens(request).map(
    ({ start, end, type, modifiers }) => `${text.slice(start, end)} ${[type, ...modifiers].join('.')}`,
  );
}

test('keys, headers, values of all types, comments and directives', () => {
  expect(
    tokens(`#:schema x.json
[server] # a
"odd key".x = 1
f = 1.5e3
b = true
d = 2025-01-31T08:00:00Z
i = -inf
s = 'x'
`),
  ).toEqual([
    '#:schema x.json macro',
    'server namespace',
    '# a comment',
    '"odd key" property',
    'x property',
    '1 number',
    'f property',
    '1.5e3 number',
    'b property',
    'true keyword',
    'd property',
    '2025-01-31T08:00:00Z number.date',
    'i property',
    '-inf number',
    's property',
    "'x' string",
  ]);
});

test('what the schema says: deprecated keys, listed values, secrets', () => {
  expect(tokens('server.workers = 1\nserver.level = "info"\ndatabase.password = "x"')).toEqual([
    'server property',
    'workers property.deprecated',
    '1 number',
    'server property',
    'level property',
    '"info" enumMember',
    'database property',
    'password property',
    '"x" string.secret',
  ]);
});

test('references stand out of the string around them', () => {
  expect(tokens(`a = "x\${HOST:-b}y$\${NO}"`)).toEqual([
    'a property',
    '"x string',
    `\${HOST:-b} variable`,
    `y$\${NO}" string`,
  ]);
});

test('strings of several lines are one token for each line', () => {
  expect(tokens('a = """x\r\n\r\ny"""')).toEqual(['a property', '"""x string', 'y""" string']);
});

test('what is no value has no colour', () => {
  expect(tokens('a = hello\nb = = 1')).toEqual(['a property', 'b property', '1 number']);
});

test('only a part of the text', () => {
  const text = 'a = 1\nb = 2\nc = 3\n';
  const found = semanticTokens(given(text), { start: 6, end: 11 });
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['b', '2']);
});

test('encoded as editors take them: lines down, columns right, length, type, modifiers', () => {
  const request = given('server.workers = 1\n\n  host = "a"');
  expect([...encodeTokens(semanticTokens(request), request.lines)]).toEqual([
    ...[0, 0, 6, 3, 0],
    ...[0, 7, 7, 3, 1],
    ...[0, 10, 1, 5, 0],
    ...[2, 2, 4, 3, 0],
    ...[0, 7, 3, 4, 0],
  ]);
});
