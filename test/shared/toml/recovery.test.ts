/** Broken grammar: one message per cause, and everything beside it stays usable. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../shared/toml/index.ts';
import { given, plain } from './given.ts';

describe('keys and headers', () => {
  given('port\nhost = "x"')
    .keeps({ host: 'x' })
    .says('1:1-1:5 missing-equals The key "port" has no equals sign. Write = and a value after the key.');
  given('port = \nhost = "x"')
    .keeps({ host: 'x' })
    .says(
      '1:1-1:7 missing-value The key "port" has no value. Write a value after =, such as "text", 1 or true.',
    );
  // The tables that a key without a value would have made are in nobody's way.
  given('port."" x\nport = 1')
    .keeps({ port: 1 })
    .says('1:6-1:8 missing-equals The key port."" has no equals sign. Write = and a value after the key.');
  given('a.b.c = hello\n[a.b]\nd = 1\n[z]\nx.y = \nx.v = 2')
    .keeps({ a: { b: { d: 1 } }, z: { x: { v: 2 } } })
    .says(
      '1:9-1:14 unquoted-string The value hello of "a.b.c" is not quoted. Quote the value: "hello".',
      '5:1-5:6 missing-value The key "z.x.y" has no value. Write a value after =, such as "text", 1 or true.',
    );
  given('port 8080')
    .keeps({ port: 8080 })
    .says('1:1-1:5 missing-equals The key "port" has no equals sign. Write = and a value after the key.');
  given('port: 8080')
    .keeps({ port: 8080 })
    .says('1:5-1:6 missing-equals The key "port" has no equals sign. Write = instead of the colon.');
  given('port == 8080')
    .keeps({ port: 8080 })
    .says('1:7-1:8 unexpected-text "=" does not belong here. Remove "=".');
  given('= 1\nb = 2')
    .keeps({ b: 2 })
    .says('1:1-1:2 missing-key A key is missing before the equals sign. Write a key before =.');
  given('a..b = 1\nb = 2')
    .keeps({ b: 2 })
    .says(
      '1:3-1:4 missing-key-part A part of the dotted key is missing after "a". Write a name on both sides of each dot, or remove the dot.',
    );
  given('a. = 1')
    .keeps({})
    .says(
      '1:2-1:3 missing-key-part A part of the dotted key is missing after "a". Write a name on both sides of each dot, or remove the dot.',
    );
  given('[server\nport = 1')
    .keeps({ server: { port: 1 } })
    .says('1:1-1:8 missing-bracket The table header of "server" is not closed. Close it with ].');
  given('[[server]\nport = 1')
    .keeps({ server: [{ port: 1 }] })
    .says('1:1-1:9 missing-bracket The table header of "server" is not closed. Close it with ]].');
  given('[server.\nport = 1')
    .keeps({})
    .says(
      '1:8-1:9 missing-key-part A part of the dotted key is missing after "server". Write a name on both sides of each dot, or remove the dot.',
    );
  given('[]\nport = 1')
    .keeps({})
    .says(
      '1:1-1:2 missing-table-name The table header has no name. Write a name between the brackets, such as [server].',
    );
  given('[a]]\nb = 1')
    .keeps({ a: { b: 1 } })
    .says('1:4-1:5 unexpected-text "]" does not belong here. Remove "]".');
  given('[a] b = 1')
    .keeps({ a: { b: 1 } })
    .says('1:5-1:6 missing-newline "b" needs a line of its own. Put it on the next line.');
  given('clé = 1')
    .keeps({ clé: 1 })
    .says(
      '1:1-1:4 invalid-bare-key The key "clé" needs quotes: without them only A-Z, a-z, 0-9, _ and - may stand. Write "clé".',
    );
  given('server port = 1')
    .keeps({ 'server port': 1 })
    .says(
      '1:1-1:12 invalid-bare-key The key "server port" needs quotes: without them only A-Z, a-z, 0-9, _ and - may stand. Write "server port".',
    );
  given('[my server]\nport = 1')
    .keeps({ 'my server': { port: 1 } })
    .says(
      '1:2-1:11 invalid-bare-key The key "my server" needs quotes: without them only A-Z, a-z, 0-9, _ and - may stand. Write "my server".',
    );
  given('"port = 1\nb = 2')
    .keeps({ b: 2 })
    .says('1:1-1:10 unterminated-string A string is not closed. Close the string with ".');
  given('"""a""" = 1')
    .keeps({ a: 1 })
    .says(
      '1:1-1:8 multiline-key The key """a""" has three quotes; a key stands on one line. Quote the key with one " on each side.',
    );
  given('a = 1 b = 2')
    .keeps({ a: 1, b: 2 })
    .says('1:7-1:8 missing-newline "b" needs a line of its own. Put it on the next line.');
  given('a = 1, # why\nb = 2')
    .keeps({ a: 1, b: 2 })
    .says('1:6-1:7 unexpected-text "," does not belong here. Remove ",".');
  given('a = 1]\nb = 2')
    .keeps({ a: 1, b: 2 })
    .says('1:6-1:7 unexpected-text "]" does not belong here. Remove "]".');
  given(']\nb = 2').keeps({ b: 2 }).says('1:1-1:2 unexpected-text "]" does not belong here. Remove "]".');
  given('{{ if .Values.port }}\nb = 2')
    .keeps({ b: 2 })
    .says(
      '1:1-1:22 unexpected-text "{{ if .Values.port }}" does not belong here. Remove it, or make it a comment with #.',
    );
  given('<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs\nb = 3')
    .keeps({ a: 1, b: 3 })
    .says(
      '1:1-1:13 merge-conflict A merge conflict is not resolved here. Keep one side and remove the lines with <<<<<<<, ======= and >>>>>>>.',
    );
});

describe('arrays and inline tables', () => {
  given('ports = [1, 2\nhost = "x"')
    .keeps({ ports: [1, 2], host: 'x' })
    .says('1:9-1:10 unterminated-array The array "ports" is not closed. Close it with ].');
  given('ports = [\n  1,\n  2,\n# servers\n[server]\nx = 1')
    .keeps({ ports: [1, 2], server: { x: 1 } })
    .says('1:9-1:10 unterminated-array The array "ports" is not closed. Close it with ].');
  given('a = [[1, 2],\n[3, 4]\nb = 1')
    .keeps({
      a: [
        [1, 2],
        [3, 4],
      ],
      b: 1,
    })
    .says('1:5-1:6 unterminated-array The array "a" is not closed. Close it with ].');
  given('a = [\n["x"]\n[1]\n]\nb = 1')
    .keeps({ a: [['x'], [1]], b: 1 })
    .says('3:1-3:2 missing-comma A comma is missing in "a" before "[". Put a comma before "[".');
  given('ports = [1 2]')
    .keeps({ ports: [1, 2] })
    .says('1:12-1:13 missing-comma A comma is missing in "ports" before "2". Put a comma before "2".');
  given('ports = ["a, "b"]\nx = 1')
    .keeps({ ports: ['a, '], x: 1 })
    .says(
      '1:15-1:17 text-after-string The string of "ports" ends before the end of its text. Write quotes inside it as \\".',
    );
  given('ports = [1,, 2]')
    .keeps({ ports: [1, 2] })
    .says('1:12-1:13 unexpected-comma A comma in "ports" has nothing before it. Remove the comma.');
  given('ports = [a = 1]\nx = 1')
    .keeps({ ports: [], x: 1 })
    .says(
      '1:10-1:11 key-in-array The array "ports" holds the key "a"; only tables have keys. Put the key and its value into { }.',
    );
  given('a = [\n  "x",\n  "y,\n  "z"\n]\nb = 1')
    .keeps({ a: ['x', 'z'], b: 1 })
    .says('3:3-3:6 unterminated-string A string of "a" is not closed. Close the string with ".');
  given('t = { a = 1\nb = 2')
    .keeps({ t: { a: 1 }, b: 2 })
    .says('1:5-1:6 unterminated-inline-table The inline table "t" is not closed. Close it with }.');
  given('t = { a = 1,\nb = 2\nc = 3')
    .keeps({ t: { a: 1 }, b: 2, c: 3 })
    .says('1:5-1:6 unterminated-inline-table The inline table "t" is not closed. Close it with }.');
  given('t = {\n  a = 1,\n  b = 2\n[next]\nx = 1')
    .keeps({ t: { a: 1, b: 2 }, next: { x: 1 } })
    .says('1:5-1:6 unterminated-inline-table The inline table "t" is not closed. Close it with }.');
  given('t = { a = 1 b = 2 }')
    .keeps({ t: { a: 1, b: 2 } })
    .says('1:13-1:14 missing-comma A comma is missing in "t" before "b". Put a comma before "b".');
  given('t = { a 1, b = 2 }')
    .keeps({ t: { a: 1, b: 2 } })
    .says('1:7-1:8 missing-equals The key "t.a" has no equals sign. Write = and a value after the key.');
  given('t = { a = , b = 2 }')
    .keeps({ t: { b: 2 } })
    .says(
      '1:7-1:10 missing-value The key "t.a" has no value. Write a value after =, such as "text", 1 or true.',
    );
  given('t = { a = [1, 2 }\nx = 1')
    .keeps({ t: { a: [1, 2] }, x: 1 })
    .says('1:11-1:12 unterminated-array The array "t.a" is not closed. Close it with ].');
  given('x = [ { a = 1 ]\ny = 1')
    .keeps({ x: [{ a: 1 }], y: 1 })
    .says('1:7-1:8 unterminated-inline-table The inline table "x" is not closed. Close it with }.');
});

describe('limits', () => {
  const limits = { depth: 3, tokenLength: 8, problems: 2 };

  given('a = [[[[1]]]]\nb = 1', { limits })
    .keeps({ a: [[]], b: 1 })
    .says('1:7-1:8 too-deep "a" is nested deeper than 3 levels. Use fewer levels.');
  given('[a.b]\nc.d = 1\nc = 1', { limits })
    .keeps({ a: { b: { c: 1 } } })
    .says('2:3-2:4 too-deep "a.b.c" is nested deeper than 3 levels. Use fewer levels.');
  given('a = "1234567"\nb = "123456"', { limits })
    .keeps({ b: '123456' })
    .says('1:5-1:14 token-too-long The value of "a" is longer than 8 characters.');
  given('a = x\nb = y\nc = z', { limits })
    .keeps({})
    .says(
      '1:5-1:6 unquoted-string The value x of "a" is not quoted. Quote the value: "x".',
      '2:5-2:6 unquoted-string The value y of "b" is not quoted. Quote the value: "y".',
      '3:6-3:6 too-many-problems Only the first 2 problems are shown.',
    );
});

describe('a broken line', () => {
  const pieces = [
    'x',
    ' = ',
    '=',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
    '"',
    "'",
    '"""',
    "'''",
    '\\',
    '#',
    ' ',
    '1',
    '\t',
    'true',
    '!',
  ];
  const brokenLine = fc
    .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 })
    .map((parts) => parts.join(''))
    // A header at the end of the line would begin another table, and rightly so.
    .filter((line) => !/^\s*\[|\][\s\]]*(#|$)/.test(line));

  it('takes none of its neighbours with it, whatever it holds', () => {
    fc.assert(
      fc.property(brokenLine, (line) => {
        const { root } = parse(`before = 1\n${line}\nafter = 2\nlast = [3]\n[table]\nkey = "4"\n`);
        expect(plain(root)).toMatchObject({ before: 1, after: 2, last: [3], table: { key: '4' } });
      }),
      { numRuns: 5000 },
    );
  });
});
