import { describe, expect, test } from 'vitest';
import { type DocumentSymbol, documentSymbols } from '../../../shared/language/index.ts';
import { given, within } from './given.ts';

/** One line for each symbol: its kind, its name, what it shows, and its lines. */
function outline(text: string): string[] {
  const request = given(text);
  const lines: string[] = [];
  const add = (symbols: readonly DocumentSymbol[], indent: string) => {
    for (const { kind, name, detail, range, children, deprecated } of symbols) {
      const shown = `${indent}${kind} ${name}${detail === '' ? '' : ` ${detail}`}${deprecated ? ' (deprecated)' : ''}`;
      lines.push(`${shown} ${range.start.line}-${range.end.line}`);
      add(children, `${indent}  `);
    }
  };
  add(documentSymbols(request), '');
  return lines;
}

test('tables hold their keys and the tables that follow inside them', () => {
  expect(
    outline(`title = "x"

[server]
host = "a" # here
port = 80
workers = 1

[server.tls]
cert = 'c'

# about users
[[users]]
login = "ana"
[[users]]
login = "bo"
[users.key]
id = 1
`),
  ).toEqual([
    'string title "x" 1-1',
    'table server 3-9',
    '  string host "a" 4-4',
    '  number port 80 5-5',
    '  number workers 1 (deprecated) 6-6',
    '  table tls 8-9',
    '    string cert "c" 9-9',
    'table-list users[0] 12-13',
    '  string login "ana" 13-13',
    'table-list users[1] 14-17',
    '  string login "bo" 15-15',
    '  table key 16-17',
    '    number id 1 17-17',
  ]);
});

test('a table that stands elsewhere is shown there, by its whole path', () => {
  expect(outline('[server.tls]\n[database]\n[server]\nport = 1')).toEqual([
    'table server.tls 1-1',
    'table database 2-2',
    'table server 3-4',
    '  number port 1 4-4',
  ]);
});

test('inline tables, dotted keys and lists of tables are opened up', () => {
  expect(
    outline('[a]\nb.c."d e" = 2020-01-01\npool = { size = 1, tls.on = true }\nlist = [{ name = "x" }, 1]'),
  ).toEqual([
    'table a 1-4',
    '  date b.c."d e" 2020-01-01 2-2',
    '  table pool 3-3',
    '    number size 1 3-3',
    '    boolean tls.on true 3-3',
    '  array list 2 items 4-4',
    '    table [0] "x" 4-4',
    '      string name "x" 4-4',
  ]);
});

test('a secret does not show its value', () => {
  expect(outline('[database]\npassword = "hunter2"')).toEqual([
    'table database 1-2',
    '  string password 2-2',
  ]);
});

test('what cannot be read is shown all the same', () => {
  expect(outline('[server\nport = 8o8o\nhost = "a"\n[server]\nhost')).toEqual([
    'table server 1-3',
    '  broken port 2-2',
    '  string host "a" 3-3',
    'table server 4-5',
    '  broken host 5-5',
  ]);
});

describe('ranges', () => {
  const request = given('# top\n\n# above\n[[ users ]] # beside\n  login = "a" # why\n\n\n[server]\n');
  const [users] = documentSymbols(request);

  test('go from the header to the last line, without comments above the next', () => {
    expect(within(request, users!.range)).toBe('[[ users ]] # beside\n  login = "a" # why');
  });

  test('name the key', () => {
    expect(within(request, users!.nameRange)).toBe('users');
    expect(within(request, users!.children[0]!.nameRange)).toBe('login');
    expect(within(request, users!.children[0]!.range)).toBe('login = "a"');
  });
});
